package org.postlabel.testing;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/** A database that one test has for itself, and short ways to query it. */
public final class FreshDatabase implements AutoCloseable {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  private final Database database;
  private final Runnable drop;

  FreshDatabase(Database database, Runnable drop) {
    this.database = database;
    this.drop = drop;
  }

  public Database database() {
    return database;
  }

  public Dialect dialect() {
    return database.dialect();
  }

  /** Adds a post that has only a uri, a text and a time. */
  public void addPost(String uri, String text, String synctimestampOrNull) {
    execute(
        "INSERT INTO posts (uri, text, synctimestamp) VALUES (?, ?, ?)",
        uri,
        text,
        synctimestampOrNull == null ? null : dialect().timestamp(synctimestampOrNull));
  }

  /** Adds a run in progress whose list holds all posts, in the order in which they were added. */
  public void addRun(String runId, String scorerId) {
    execute(
        """
        INSERT INTO runs (run_id, scorer_id, status, holder, tool_version, options, started_at,
                          heartbeat_at)
        VALUES (?, ?, 'running', 'elsewhere/1', 'test', '{}', ?, ?)\
        """,
        runId,
        scorerId,
        dialect().timestamp(LONG_AGO),
        dialect().timestamp(LONG_AGO));
    execute(
        "INSERT INTO run_posts (run_id, position, uri)"
            + " SELECT ?, ROW_NUMBER() OVER (ORDER BY id), uri FROM posts",
        runId);
  }

  public int execute(String sql, Object... values) {
    return database.jdbi().withHandle(handle -> handle.execute(sql, values));
  }

  /**
   * All rows, each a list of its values: whole numbers as {@code Long}, truths as {@code Boolean},
   * times as {@link Dialect#timestamp} makes them.
   */
  public List<List<Object>> rows(String sql, Object... values) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select(sql, values).map((row, context) -> values(row)).list());
  }

  /** The values of the first column. */
  public List<Object> column(String sql, Object... values) {
    return rows(sql, values).stream().map(row -> row.get(0)).toList();
  }

  @Override
  public void close() {
    database.closePool();
    drop.run();
  }

  private static List<Object> values(ResultSet row) throws SQLException {
    Object[] values = new Object[row.getMetaData().getColumnCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row, i + 1);
    }
    return Arrays.asList(values);
  }

  private static Object value(ResultSet row, int column) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Object value = row.getObject(column);
    if (value == null) {
      return null;
    }
    if (columns.getColumnType(column) == Types.BOOLEAN) {
      return row.getBoolean(column);
    }
    if (columns.getColumnTypeName(column).equals("timestamptz")) {
      return row.getObject(column, OffsetDateTime.class);
    }
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }
}
