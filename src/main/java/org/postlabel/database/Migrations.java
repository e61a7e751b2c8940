package org.postlabel.database;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a database to the tables of this version; {@link LabelTables} adds those of labels. */
public final class Migrations {
  /** An application that uses Flyway too has a history of its own beside it. */
  private static final String HISTORY = "postlabel_schema_history";

  /** SQLSTATE of "insufficient privilege". */
  private static final String DENIED = "42501";

  private Migrations() {}

  /**
   * Creates what is missing and keeps what is there: a table {@code posts} that another tool made
   * may have any columns. A script waits for others that write.
   *
   * @throws DatabaseUnusableException when the database cannot be opened or its tables do not fit
   */
  public static void migrate(Database database) {
    try (Connection connection = database.connect()) {
      OldHistory old = OldHistory.in(connection, database.dialect());
      FluentConfiguration flyway = Flyway.configure();
      String schemaOrNull = database.dialect().ourSchema(connection);
      if (schemaOrNull != null) {
        flyway.schemas(schemaOrNull);
      }
      flyway
          .dataSource(database.dialect().writingSource(database))
          .table(HISTORY)
          .locations("classpath:db/migration")
          .placeholders(database.dialect().placeholders())
          .outOfOrder(true) // Scripts are written at the same time, and land in any order.
          .baselineOnMigrate(true)
          .baselineVersion(old.version())
          .load()
          .migrate();
      old.remove(connection);
    } catch (FlywayException | SQLException e) {
      throw unusable(database, e);
    }
  }

  static DatabaseUnusableException unusable(Database database, Exception error) {
    if (Outage.hasCause(error, sql -> DENIED.equals(sql.getSQLState()))) {
      return new DatabaseUnusableException(
          ("cannot make Postlabel's tables in the schema %s of %s (%s); ask the database's owner"
                  + " for 'CREATE SCHEMA %s AUTHORIZATION %s', or name a schema of your own with"
                  + " --schema")
              .formatted(
                  database.schema().orElse(SchemaSearch.DEFAULT),
                  database.url(),
                  Outage.cause(error),
                  SchemaSearch.DEFAULT,
                  Objects.requireNonNullElse(database.usernameOrNull(), "your_user")),
          error);
    }
    return new DatabaseUnusableException(
        "cannot use the database "
            + database.url()
            + ": "
            + error.getMessage().lines().findFirst().orElse(""),
        error);
  }

  static void requireColumns(
      Database database, String table, Set<String> there, Collection<String> wanted) {
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(there);
    if (!missing.isEmpty()) {
      throw new DatabaseUnusableException(
          "the table %s of %s has no column %s; add it or use another database"
              .formatted(
                  table, database.url(), missing.stream().collect(joining(" and no column "))));
    }
  }
}
