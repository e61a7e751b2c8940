package org.postlabel.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads data files with DuckDB, independently of our own code. */
public final class DuckDb {
  private DuckDb() {}

  /** The rows of {@code select}, in which the word FILE stands for {@code file}. */
  public static List<List<Object>> rows(String select, Path file) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select.replace("FILE", source(file)))) {
      List<List<Object>> rows = new ArrayList<>();
      while (row.next()) {
        Object[] values = new Object[row.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = row.getObject(i + 1);
        }
        rows.add(Arrays.asList(values));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Only with this option does it tell an empty string from NULL. */
  private static String source(Path file) {
    return file.toString().contains(".csv")
        ? "read_csv('%s', allow_quoted_nulls = false)".formatted(file)
        : "'%s'".formatted(file);
  }
}
