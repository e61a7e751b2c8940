package org.postlabel.comparison.pairs;

import static java.util.Collections.nCopies;
import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Dialect;
import org.postlabel.post.LabelTable.Scale;

/** A table of labels. */
record TableSide(
    String name, List<String> columns, Optional<String> chosen, Map<String, Scale> scaleByColumn)
    implements Side {
  private static final Set<Integer> NUMBERS =
      Set.of(
          Types.DOUBLE,
          Types.REAL,
          Types.FLOAT,
          Types.NUMERIC,
          Types.DECIMAL,
          Types.INTEGER,
          Types.BIGINT,
          Types.SMALLINT);

  /** The columns of numbers of our table {@code name}, in their order; none when there is none. */
  static List<String> numbers(Handle handle, Dialect dialect, String name) throws SQLException {
    List<String> numbers = new ArrayList<>();
    boolean isOfLabels = false;
    try (ResultSet columns =
        handle
            .getConnection()
            .getMetaData()
            .getColumns(null, dialect.ourSchema(handle.getConnection()), name, null)) {
      while (columns.next()) {
        String column = columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
        isOfLabels |= column.equals("was_successfully_labeled");
        // SQLite's driver says that a boolean is a whole number.
        boolean isTruth =
            columns.getString("TYPE_NAME").toUpperCase(Locale.ROOT).startsWith("BOOL");
        if (NUMBERS.contains(columns.getInt("DATA_TYPE")) && !isTruth) {
          numbers.add(column);
        }
      }
    }
    return isOfLabels ? numbers : List.of();
  }

  @Override
  public String table() {
    return name;
  }

  @Override
  public String timeColumn() {
    return "label_timestamp";
  }

  @Override
  public boolean hasPosts() {
    return true;
  }

  @Override
  public List<String> selected(String alias, List<String> wanted) {
    return wanted.stream().map(column -> alias + "." + column).toList();
  }

  @Override
  public String condition(String alias) {
    return alias + ".was_successfully_labeled";
  }

  @Override
  public List<Object> parameters() {
    return List.of();
  }

  @Override
  public double[] read(ResultSet row, int place, List<String> wanted) throws SQLException {
    double[] values = new double[wanted.size()];
    for (int i = 0; i < values.length; i++) {
      double value = row.getDouble(place + i);
      values[i] = row.wasNull() ? Double.NaN : value;
    }
    return values;
  }

  @Override
  public Map<String, Long> scored(Handle handle, List<String> wanted) {
    String counts = wanted.stream().map("COUNT(t.%s)"::formatted).collect(joining(", "));
    return handle
        .select("SELECT %s FROM %s AS t WHERE %s".formatted(counts, name, condition("t")))
        .map(
            (row, context) -> {
              Map<String, Long> scored = new HashMap<>();
              for (int i = 0; i < wanted.size(); i++) {
                scored.put(wanted.get(i), row.getLong(i + 1));
              }
              return scored;
            })
        .one();
  }

  @Override
  public Map<String, String> texts(Handle handle, List<String> uris) {
    Map<String, String> texts = new HashMap<>();
    if (!uris.isEmpty()) {
      handle
          .select(
              "SELECT uri, text FROM %s WHERE uri IN (%s)"
                  .formatted(name, String.join(", ", nCopies(uris.size(), "?"))),
              uris.toArray())
          .map((row, context) -> texts.put(row.getString(1), row.getString(2)))
          .forEach(before -> {});
    }
    return texts;
  }
}
