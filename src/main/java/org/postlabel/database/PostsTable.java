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
import java.util.Optional;
import java.util.Set;

/**
 * The table {@code posts}, which may be that of another tool: it may have no uri, one that is no
 * text, or one that is not unique.
 *
 * @param columns by name in small letters; empty when there is no such table
 * @param isKeyUnique whether an index keeps each uri from being there twice
 * @param isNumbered whether its rows have a {@link Dialect#rowNumber}
 */
public record PostsTable(Map<String, Column> columns, boolean isKeyUnique, boolean isNumbered) {
  private static final String NAME = "posts";
  private static final String KEY = "uri";

  public PostsTable {
    columns = Map.copyOf(columns);
  }

  /** The table as it is in the database of {@code connection}. */
  public static PostsTable in(Connection connection, Dialect dialect) throws SQLException {
    Map<String, Column> columns = columns(connection.getMetaData(), dialect.ourSchema(connection));
    return new PostsTable(
        columns,
        isKeyUnique(connection.getMetaData(), dialect.ourSchema(connection)),
        dialect.numbersPosts(connection, columns));
  }

  /** Whether it can give labels its {@code column}; never when its rows cannot be told apart. */
  public boolean has(String column) {
    return isJoined() && columns.containsKey(column);
  }

  /** SQL for its posts by uri, each once; empty when they have none. */
  public Optional<String> byUri() {
    if (!columns.containsKey(KEY)) {
      return Optional.empty();
    }
    return Optional.of(
        isJoined()
            ? NAME
            : "(SELECT DISTINCT CAST(uri AS TEXT) AS uri FROM posts WHERE uri IS NOT NULL)");
  }

  private boolean isJoined() {
    return isKeyUnique && columns.containsKey(KEY) && columns.get(KEY).type() == Types.VARCHAR;
  }

  private static Map<String, Column> columns(DatabaseMetaData database, String schemaOrNull)
      throws SQLException {
    Map<String, Column> found = new HashMap<>();
    try (ResultSet column = database.getColumns(null, schemaOrNull, NAME, null)) {
      while (column.next()) {
        found.put(
            column.getString("COLUMN_NAME").toLowerCase(ROOT),
            new Column(
                column.getInt("DATA_TYPE"),
                column.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
      }
    }
    return found;
  }

  private static boolean isKeyUnique(DatabaseMetaData database, String schemaOrNull)
      throws SQLException {
    Map<String, Set<String>> columnsByIndex = new HashMap<>();
    try (ResultSet part = database.getIndexInfo(null, schemaOrNull, NAME, true, true)) {
      while (part.next()) {
        columnsByIndex
            .computeIfAbsent(String.valueOf(part.getString("INDEX_NAME")), name -> new HashSet<>())
            .add(String.valueOf(part.getString("COLUMN_NAME")).toLowerCase(ROOT));
      }
    }
    return columnsByIndex.containsValue(Set.of(KEY));
  }

  /**
   * How a column is declared.
   *
   * @param type one of {@link Types}
   */
  public record Column(int type, boolean isNullable) {}
}
