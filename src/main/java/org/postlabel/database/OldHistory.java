package org.postlabel.database;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The migrations of earlier versions, which stood in Flyway's default table: there an application
 * that uses Flyway too took them for its own.
 *
 * @param table as SQL names it
 */
record OldHistory(String table, List<Entry> entries) {
  private static final String NAME = "flyway_schema_history";

  /** The types of what Flyway writes of itself. */
  private static final Set<String> MARKERS = Set.of("BASELINE", "SCHEMA");

  OldHistory {
    entries = List.copyOf(entries);
  }

  /** That beside our tables in the database of {@code connection}; without entries if none. */
  static OldHistory in(Connection connection, Dialect dialect) throws SQLException {
    String schemaOrNull = dialect.ourSchema(connection);
    String table = schemaOrNull == null ? NAME : '"' + schemaOrNull + "\"." + NAME;
    if (Snapshot.columns(connection, dialect, NAME).isEmpty()) {
      return new OldHistory(table, List.of());
    }
    List<Entry> entries = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version, script, type FROM " + table + " WHERE success")) {
      while (row.next()) {
        entries.add(Entry.of(row));
      }
    }
    return new OldHistory(table, entries);
  }

  /** The last migration of ours that was applied; 0 when there was none. */
  MigrationVersion version() {
    return entries.stream()
        .filter(Entry::isOurs)
        .map(entry -> MigrationVersion.fromVersion(entry.versionOrNull))
        .max(Comparator.naturalOrder())
        .orElse(MigrationVersion.fromVersion("0"));
  }

  /** Takes our entries away; the table too when it holds no others. */
  void remove(Connection connection) throws SQLException {
    List<Entry> ours = entries.stream().filter(Entry::isOurs).toList();
    if (ours.isEmpty()) {
      return;
    }
    boolean isShared = entries.stream().anyMatch(entry -> !entry.isOurs() && !entry.isMarker());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          isShared
              ? "DELETE FROM %s WHERE script IN (%s)"
                  .formatted(
                      table,
                      ours.stream().map(entry -> "'" + entry.script + "'").collect(joining(", ")))
              : "DROP TABLE IF EXISTS " + table);
    }
  }

  /** A row of the table. */
  record Entry(String versionOrNull, String script, String type) {
    static Entry of(ResultSet row) throws SQLException {
      return new Entry(row.getString("version"), row.getString("script"), row.getString("type"));
    }

    /** Whether it is a migration that we bring along. */
    boolean isOurs() {
      return script.matches("V\\d+__\\w+\\.sql")
          && OldHistory.class.getResource("/db/migration/" + script) != null;
    }

    boolean isMarker() {
      return MARKERS.contains(type);
    }
  }
}
