package org.postlabel.database;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a database to the tables of this version; {@link LabelTables} adds those of labels. */
public final class Migrations {
  private Migrations() {}

  /**
   * Creates what is missing and keeps what is there: a table {@code posts} that another tool made
   * may have any columns.
   *
   * @throws DatabaseUnusableException when the database cannot be opened or its tables do not fit
   */
  public static void migrate(Database database) {
    try {
      FluentConfiguration flyway = Flyway.configure();
      database.schema().ifPresent(flyway::schemas);
      flyway
          .dataSource(database.pool())
          .locations("classpath:db/migration")
          .placeholders(database.dialect().placeholders())
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw unusable(database, e);
    }
  }

  static DatabaseUnusableException unusable(Database database, Exception error) {
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
