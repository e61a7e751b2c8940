package org.postlabel.database;

import static java.util.Locale.ROOT;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the table {@code posts} can add to a label. That of another tool may have no uri, one that
 * is no text, or one that is not unique, and then it adds nothing.
 */
public record PostsTable(Set<String> columns) {
  private static final String NAME = "posts";
  private static final String KEY = "uri";

  /** The table as it is in the database of {@code connection}. */
  public static PostsTable in(Connection connection) throws SQLException {
    Map<String, Integer> types = types(connection);
    boolean isJoined =
        Integer.valueOf(Types.VARCHAR).equals(types.get(KEY)) && isKeyUnique(connection);
    return new PostsTable(isJoined ? Set.copyOf(types.keySet()) : Set.of());
  }

  /** Whether it can give labels its {@code column}. */
  public boolean has(String column) {
    return columns.contains(column);
  }

  private static Map<String, Integer> types(Connection connection) throws SQLException {
    Map<String, Integer> types = new HashMap<>();
    DatabaseMetaData database = connection.getMetaData();
    try (ResultSet column = database.getColumns(null, connection.getSchema(), NAME, null)) {
      while (column.next()) {
        types.put(column.getString("COLUMN_NAME").toLowerCase(ROOT), column.getInt("DATA_TYPE"));
      }
    }
    return types;
  }

  private static boolean isKeyUnique(Connection connection) throws SQLException {
    Map<String, Set<String>> columnsByIndex = new HashMap<>();
    DatabaseMetaData database = connection.getMetaData();
    try (ResultSet part = database.getIndexInfo(null, connection.getSchema(), NAME, true, true)) {
      while (part.next()) {
        columnsByIndex
            .computeIfAbsent(String.valueOf(part.getString("INDEX_NAME")), name -> new HashSet<>())
            .add(String.valueOf(part.getString("COLUMN_NAME")).toLowerCase(ROOT));
      }
    }
    return columnsByIndex.containsValue(Set.of(KEY));
  }
}
