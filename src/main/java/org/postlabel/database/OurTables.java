package org.postlabel.database;

import static java.util.Locale.ROOT;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** Checks that a database holds our tables, and changes nothing. */
public final class OurTables {
  private static final Set<String> TABLES = Set.of("posts", "ledger", "runs");

  private OurTables() {}

  /**
   * For commands that only read or change what is there.
   *
   * @param labels the table of labels
   * @throws DatabaseUnusableException when there is no such database, or it lacks a table
   */
  public static void require(Database database, String labels) {
    require(database, Set.of(labels));
  }

  /** The same without labels. */
  public static void require(Database database) {
    require(database, Set.of());
  }

  private static void require(Database database, Set<String> labels) {
    Set<String> missing = new TreeSet<>(TABLES);
    missing.addAll(labels);
    try (Connection connection = database.connectToRead()) {
      String schema = database.dialect().ourSchema(connection);
      try (ResultSet tables = connection.getMetaData().getTables(null, schema, null, null)) {
        while (tables.next()) {
          missing.remove(tables.getString("TABLE_NAME").toLowerCase(ROOT));
        }
      }
    } catch (SQLException e) {
      throw new DatabaseUnusableException(
          "cannot use the database %s: %s".formatted(database.url(), e.getMessage()), e);
    }
    if (!missing.isEmpty()) {
      throw new DatabaseUnusableException(
          "the database %s has no table %s; %s"
              .formatted(
                  database.url(),
                  String.join(" and no table ", missing),
                  missing.equals(labels)
                      ? "a run makes it; --labelsTable names another"
                      : "name another with --connectionURL or --schema, or import posts first"));
    }
  }
}
