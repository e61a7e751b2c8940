package org.postlabel.importing;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.Dialect;
import org.postlabel.database.PostsTable;
import org.postlabel.database.Snapshot;
import org.postlabel.importing.mapping.BadRowException;
import org.postlabel.importing.mapping.Column;
import org.postlabel.importing.mapping.PostRow;

/**
 * Writes posts by uri in transactions of about a thousand rows; what a row does not give stays as
 * it is in the table. What is not flushed is not written. Not thread-safe.
 */
final class PostWriter implements AutoCloseable {
  private static final int MAX_ROWS = 1_000;

  /** Keeps memory flat when texts are long. */
  private static final int MAX_CHARACTERS = 2_000_000;

  private final Connection connection;
  private final Dialect dialect;
  private final List<Column> columns;
  private final String upsert;
  private final Map<String, PostRow> pending = new LinkedHashMap<>();
  private final SeenUris seen = new SeenUris();
  private final List<String> firstSeen = new ArrayList<>();
  private int pendingRows;
  private int pendingCharacters;
  private long added;
  private long updated;
  private long repeated;
  private long changed;

  private PostWriter(Connection connection, Dialect dialect) throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    columns = List.copyOf(columnsOfTable(connection, dialect));
    upsert = upsertOf(columns);
  }

  /** A writer with a connection of its own. */
  static PostWriter to(Database database) throws SQLException {
    Connection connection = database.connect();
    try {
      requireOurColumns(database, PostsTable.in(connection, database.dialect()));
      PostWriter writer = new PostWriter(connection, database.dialect());
      connection.setAutoCommit(false);
      return writer;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The columns that the table has; one that another tool made may lack the optional ones. */
  List<Column> columns() {
    return columns;
  }

  void write(PostRow given) throws SQLException, BadRowException {
    PostRow row = given.fitTo(dialect);
    switch (seen.add(row.uri(), (String) row.value(Column.TEXT))) {
      case FIRST -> firstSeen.add(row.uri());
      case REPEATED -> {}
      case CHANGED -> changed++;
    }
    pending.merge(row.uri(), row, PostRow::updatedBy);
    pendingRows++;
    pendingCharacters += row.size();
    if (pendingRows >= MAX_ROWS || pendingCharacters >= MAX_CHARACTERS) {
      flush();
    }
  }

  /** Commits what was written so far. */
  void flush() throws SQLException {
    if (pending.isEmpty()) {
      return;
    }
    int known = countKnown();
    try (PreparedStatement statement = connection.prepareStatement(upsert)) {
      for (PostRow row : pending.values()) {
        for (int i = 0; i < columns.size(); i++) {
          bind(statement, i + 1, columns.get(i), row);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
    connection.commit();
    added += firstSeen.size() - known;
    updated += known;
    repeated += pendingRows - firstSeen.size();
    firstSeen.clear();
    pending.clear();
    pendingRows = 0;
    pendingCharacters = 0;
  }

  long added() {
    return added;
  }

  long updated() {
    return updated;
  }

  long repeated() {
    return repeated;
  }

  /** Rows that repeat a uri with another text. */
  long changed() {
    return changed;
  }

  @Override
  public void close() throws SQLException {
    try (connection;
        seen) {
      connection.rollback();
    }
  }

  /**
   * Counts those seen first that are in the table, in a transaction of its own: SQLite refuses a
   * write in a transaction that read an older state.
   */
  private int countKnown() throws SQLException {
    if (firstSeen.isEmpty()) {
      return 0;
    }
    String sql =
        firstSeen.stream()
            .map(uri -> "?")
            .collect(joining(", ", "SELECT count(*) FROM posts WHERE uri IN (", ")"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      for (String uri : firstSeen) {
        statement.setString(index++, uri);
      }
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getInt(1);
      }
    } finally {
      connection.rollback();
    }
  }

  private static void bind(PreparedStatement statement, int index, Column column, PostRow row)
      throws SQLException {
    switch (column.kind()) {
      case STRING -> statement.setString(index, (String) row.value(column));
      case TIMESTAMP -> bindTime(statement, index, row.value(column));
      case COUNT -> statement.setObject(index, row.value(column), Types.BIGINT);
    }
  }

  private static void bindTime(PreparedStatement statement, int index, Object time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.OTHER);
    } else {
      statement.setObject(index, time);
    }
  }

  private static String upsertOf(List<Column> columns) {
    return columns.stream().map(Column::sqlName).collect(joining(", ", "INSERT INTO posts (", ")"))
        + columns.stream().map(column -> "?").collect(joining(", ", " VALUES (", ")"))
        + columns.stream()
            .filter(column -> column != Column.URI)
            .map(Column::sqlName)
            .map(name -> name + " = COALESCE(excluded." + name + ", posts." + name + ")")
            .collect(joining(", ", " ON CONFLICT (uri) DO UPDATE SET ", ""));
  }

  /** That of another tool may lack what an import cannot do without. */
  private static void requireOurColumns(Database database, PostsTable posts) {
    String why =
        Arrays.stream(Column.values())
            .filter(Column::isRequired)
            .map(Column::sqlName)
            .filter(name -> !posts.columns().containsKey(name))
            .findFirst()
            .map(name -> "has no column " + name + "; add it")
            .orElse(posts.isKeyUnique() ? "" : "has no unique index on uri alone; add one");
    if (!why.isEmpty()) {
      throw new DatabaseUnusableException(
          "the table posts of %s %s or import into another database"
              .formatted(database.url(), why));
    }
  }

  private static Set<Column> columnsOfTable(Connection connection, Dialect dialect)
      throws SQLException {
    Set<String> names = Snapshot.columns(connection, dialect, "posts");
    Set<Column> columns = EnumSet.allOf(Column.class);
    columns.removeIf(column -> !column.isRequired() && !names.contains(column.sqlName()));
    return columns;
  }
}
