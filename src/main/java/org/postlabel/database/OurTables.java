package org.postlabel.database;

import static java.util.Locale.ROOT;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** Tells a database that holds our tables from one that does not, and changes neither. */
public final class OurTables {
  private static final Set<String> TABLES =
      Set.of("posts", "perspective_api_labels", "ledger", "runs");

  private OurTables() {}

  /**
   * For commands that only read or mend what is there.
   *
   * @throws DatabaseUnusableException when there is no such database, or when it lacks our tables
   */
  public static void require(Database database) {
    if (database.file().filter(Files::notExists).isPresent()) {
      throw new DatabaseUnusableException(
          "there is no database %s; name another with --connectionURL, or import posts first"
              .formatted(database.url()));
    }
    Set<String> missing = new TreeSet<>(TABLES);
    try (Connection connection = database.connectToRead()) {
      String schema = database.schema().orElse(connection.getSchema());
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
          ("the database %s has no table %s; name another with --connectionURL or --schema, or import"
                  + " posts first")
              .formatted(database.url(), String.join(" and no table ", missing)));
    }
  }
}
