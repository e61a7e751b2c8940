package org.postlabel.faults;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A SQLite file, looked at over connections that the product knows nothing of. */
record Sqlite(Path file) {
  interface RowCheck {
    void check(ResultSet row) throws SQLException;
  }

  String url() {
    return "jdbc:sqlite:" + file;
  }

  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 20000");
    }
    return connection;
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
        insert.setString(3, "2024-05-%09d".formatted(number++));
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }
}
