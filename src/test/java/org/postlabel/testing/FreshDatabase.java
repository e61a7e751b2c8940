package org.postlabel.testing;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;

/** A SQLite file in a folder, with every table and no row, and short ways to look into it. */
public final class FreshDatabase {
  private final Database database;

  public FreshDatabase(Path folder) {
    database = new Database("jdbc:sqlite:" + folder.resolve("postlabel.db"));
    Migrations.migrate(database);
  }

  public Database database() {
    return database;
  }

  /** Adds a post that has only a uri, a text and a time. */
  public void addPost(String uri, String text, String synctimestamp) {
    execute(
        "INSERT INTO posts (uri, text, synctimestamp) VALUES (?, ?, ?)", uri, text, synctimestamp);
  }

  /** Adds a run in progress whose list holds all posts, in the order in which they were added. */
  public void addRun(String runId, String scorerId) {
    execute(
        """
        INSERT INTO runs (run_id, scorer_id, status, holder, tool_version, options, started_at,
                          heartbeat_at)
        VALUES (?, ?, 'running', 'elsewhere/1', 'test', '{}', '2026-01-01-00:00:00',
                '2026-01-01-00:00:00')""",
        runId,
        scorerId);
    execute(
        "INSERT INTO run_posts (run_id, position, uri)"
            + " SELECT ?, ROW_NUMBER() OVER (ORDER BY id), uri FROM posts",
        runId);
  }

  public int execute(String sql, Object... values) {
    return database.jdbi().withHandle(handle -> handle.execute(sql, values));
  }

  /** All rows, each a list of its values as the driver gives them. */
  public List<List<Object>> rows(String sql, Object... values) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select(sql, values).map((row, context) -> values(row)).list());
  }

  /** The values of a query for one column. */
  public List<Object> column(String sql, Object... values) {
    return rows(sql, values).stream().map(row -> row.get(0)).toList();
  }

  private static List<Object> values(ResultSet row) throws SQLException {
    Object[] values = new Object[row.getMetaData().getColumnCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.getObject(i + 1);
    }
    return Arrays.asList(values);
  }
}
