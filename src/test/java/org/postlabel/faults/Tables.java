package org.postlabel.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postlabel.database.Database;
import org.postlabel.testing.PostgresServer;

/** The tables of a database, read over connections of the test's own. */
record Tables(Database database) {
  private static final Instant OLDEST = Instant.parse("2024-05-09T20:47:02Z");

  interface RowCheck {
    void check(ResultSet row) throws SQLException;
  }

  Connection connect() throws SQLException {
    return database.file().isPresent()
        ? DriverManager.getConnection(database.url() + "?busy_timeout=20000")
        : DriverManager.getConnection(
            database.url() + "?currentSchema=postlabel",
            database.usernameOrNull(),
            PostgresServer.PASSWORD);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    forEachRow(sql, row -> texts.add(row.getString(1)));
    return texts;
  }

  /** All values of the tables that a run writes before it labels. */
  String everything() throws SQLException {
    StringBuilder values = new StringBuilder();
    for (String table : List.of("runs", "quota", "run_posts", "ledger")) {
      forEachRow(
          "SELECT * FROM " + table,
          row -> {
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
              values.append(row.getString(column)).append('\n');
            }
          });
    }
    return values.toString();
  }

  void forEachRow(String sql, RowCheck check) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        check.check(rows);
      }
    }
  }

  void addPosts(Iterable<Map.Entry<String, String>> posts, int first) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO posts (uri, text, synctimestamp) VALUES (?, ?, ?)")) {
      connection.setAutoCommit(false);
      int number = first;
      for (Map.Entry<String, String> post : posts) {
        insert.setString(1, post.getKey());
        insert.setString(2, post.getValue());
        insert.setObject(3, database.dialect().timestamp(OLDEST.plusSeconds(number++)));
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }
}
