package org.postlabel.database;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a database to the tables of this version. */
public final class Migrations {
  private static final Set<String> POST_COLUMNS = Set.of("uri", "text");
  private static final Set<String> LABEL_COLUMNS = Set.of("text_hash", "scorer_id", "run_id");

  private Migrations() {}

  /**
   * Creates what is missing and keeps what is there; tables that another tool made are taken over
   * when they have our columns.
   *
   * @throws DatabaseUnusableException when the database cannot be opened or its tables do not fit
   */
  public static void migrate(Database database) {
    migrateBesideForeignPosts(database);
    requireColumns(database, "posts", POST_COLUMNS);
  }

  /** The same for a run that reads the user's own posts: what {@code posts} is does not matter. */
  public static void migrateBesideForeignPosts(Database database) {
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
    requireColumns(database, "perspective_api_labels", LABEL_COLUMNS);
  }

  /**
   * Writes nothing: finds what {@link #migrate} would refuse. Tables may be missing.
   *
   * @throws DatabaseUnusableException when tables do not fit
   */
  public static void check(Snapshot snapshot) {
    checkBesideForeignPosts(snapshot);
    requireColumns(snapshot, "posts", POST_COLUMNS);
  }

  /** The same for {@link #migrateBesideForeignPosts}. */
  public static void checkBesideForeignPosts(Snapshot snapshot) {
    requireColumns(snapshot, "perspective_api_labels", LABEL_COLUMNS);
  }

  static DatabaseUnusableException unusable(Database database, Exception error) {
    return new DatabaseUnusableException(
        "cannot use the database "
            + database.url()
            + ": "
            + error.getMessage().lines().findFirst().orElse(""),
        error);
  }

  private static void requireColumns(Snapshot snapshot, String table, Set<String> wanted) {
    Set<String> there = snapshot.columns(table);
    if (!there.isEmpty()) {
      requireColumns(snapshot.database(), table, there, wanted);
    }
  }

  private static void requireColumns(Database database, String table, Set<String> wanted) {
    try (Connection connection = database.connect()) {
      requireColumns(database, table, Snapshot.columns(connection, table), wanted);
    } catch (SQLException e) {
      throw unusable(database, e);
    }
  }

  private static void requireColumns(
      Database database, String table, Set<String> there, Set<String> wanted) {
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
