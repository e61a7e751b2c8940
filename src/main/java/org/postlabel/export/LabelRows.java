package org.postlabel.export;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postlabel.database.Database;
import org.postlabel.database.PostsTable;
import org.postlabel.database.Timestamps;
import org.postlabel.post.LabelTable;
import org.postlabel.run.RunReader;

/**
 * Labels joined with their posts, in the order of their uris, as they are at one moment: one
 * statement, streamed. Labels whose posts have been deleted are included.
 */
final class LabelRows {
  /** Rows that a driver holds at once. */
  private static final int FETCH_SIZE = 200;

  private final Database database;
  private final LabelTable table;
  private final List<Column> columns;
  private final Map<String, MappedScores> mapByColumn = new LinkedHashMap<>();
  private final Map<String, Long> unreadableTimes = new TreeMap<>();

  /**
   * Labels of {@code table} with a column for each of {@code maps}.
   *
   * @throws IllegalArgumentException when a map is not one of the table
   */
  LabelRows(Database database, LabelTable table, List<MappedScores> maps) {
    this.database = database;
    this.table = table;
    List<Column> all = new ArrayList<>(Column.of(table));
    for (MappedScores map : maps) {
      map.requireOf(table, all);
      all.add(new Column(map.name(), Column.Kind.SCORE, Column.Origin.MAPPED));
      mapByColumn.put(map.name(), map);
    }
    this.columns = List.copyOf(all);
  }

  List<Column> columns() {
    return columns;
  }

  /** Whether {@code runId} is a run, or has at least made labels. */
  boolean knowsRun(String runId) throws SQLException {
    try (Connection connection = database.connectToRead()) {
      return RunReader.knows(connection, runId, table.name());
    }
  }

  /** How many values of a column of times were not read as times, and so became null. */
  Map<String, Long> unreadableTimes() {
    return unreadableTimes;
  }

  /**
   * Checks that the labels of {@code selection} can be mapped.
   *
   * @throws IllegalArgumentException when another scorer than that of a map made some of them
   */
  void requireScorers(LabelSelection selection) throws SQLException {
    try (Connection connection = database.connectToRead()) {
      for (MappedScores map : mapByColumn.values()) {
        List<String> conditions = conditions(selection);
        conditions.add("l.%s IS NOT NULL".formatted(map.source()));
        conditions.add("l.scorer_id <> ?");
        try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT l.scorer_id FROM %s l WHERE %s LIMIT 1"
                    .formatted(table.name(), String.join(" AND ", conditions)))) {
          statement.setString(bind(statement, selection), map.scorerId());
          try (ResultSet row = statement.executeQuery()) {
            if (row.next()) {
              throw map.otherScorer(table.name(), row.getString(1));
            }
          }
        }
      }
    }
  }

  /**
   * Writes the rows of {@code selection} and returns their number.
   *
   * @throws IllegalArgumentException when a label that another scorer than that of a map made has
   *     come in between
   */
  long writeTo(RowWriter writer, LabelSelection selection) throws SQLException, IOException {
    try (Connection connection = database.connectToRead();
        PreparedStatement statement = connection.prepareStatement(sql(connection, selection))) {
      statement.setFetchSize(FETCH_SIZE);
      bind(statement, selection);
      try (ResultSet row = statement.executeQuery()) {
        long rows = 0;
        for (; row.next(); rows++) {
          writer.write(values(row));
        }
        return rows;
      }
    }
  }

  private String sql(Connection connection, LabelSelection selection) throws SQLException {
    PostsTable posts = PostsTable.in(connection, database.dialect());
    List<String> conditions = conditions(selection);
    return """
    SELECT %s FROM %s l LEFT JOIN record_classification_metadata m ON m.uri = l.uri%s%s
    ORDER BY l.uri\
    """
        .formatted(
            columns.stream().map(column -> value(column, posts)).collect(joining(", ")),
            table.name(),
            posts.has("uri") ? " LEFT JOIN posts p ON p.uri = l.uri" : "",
            conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
  }

  private static List<String> conditions(LabelSelection selection) {
    List<String> conditions = new ArrayList<>();
    selection.since().ifPresent(since -> conditions.add("l.label_timestamp >= ?"));
    selection.runId().ifPresent(runId -> conditions.add("l.run_id = ?"));
    return conditions;
  }

  private String value(Column column, PostsTable posts) {
    return switch (column.origin()) {
      case LABELS -> "l." + column.name();
      case METADATA -> "m." + column.name();
      case POSTS -> posts.has(column.name()) ? "p." + column.name() : "NULL";
      case MAPPED -> "l." + mapByColumn.get(column.name()).source();
    };
  }

  /** Returns the index of the next parameter. */
  private int bind(PreparedStatement statement, LabelSelection selection) throws SQLException {
    int index = 1;
    if (selection.since().isPresent()) {
      statement.setObject(index++, database.dialect().timestamp(selection.since().get()));
    }
    if (selection.runId().isPresent()) {
      statement.setString(index++, selection.runId().get());
    }
    return index;
  }

  private List<Object> values(ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      Object value =
          columns.get(i).origin() == Column.Origin.MAPPED
              ? mapped(row, i + 1, mapByColumn.get(columns.get(i).name()))
              : value(row, i + 1, columns.get(i));
      values.add(row.wasNull() ? null : value);
    }
    return values;
  }

  private Object value(ResultSet row, int index, Column column) throws SQLException {
    return switch (column.kind()) {
      case STRING -> row.getString(index);
      case BOOLEAN -> row.getBoolean(index);
      case COUNT -> row.getLong(index);
      case SCORE -> row.getDouble(index);
      case TIME -> timeOrNull(row.getString(index), column);
    };
  }

  /** Reads the score last, so that the row tells whether there is one. */
  private double mapped(ResultSet row, int index, MappedScores map) throws SQLException {
    String scorerId = row.getString("scorer_id");
    double score = row.getDouble(index);
    if (row.wasNull()) {
      return score;
    }
    if (!scorerId.equals(map.scorerId())) {
      throw map.otherScorer(table.name(), scorerId);
    }
    return map.of(score);
  }

  private Instant timeOrNull(String textOrNull, Column column) {
    if (textOrNull == null) {
      return null;
    }
    try {
      return Timestamps.parse(textOrNull).toInstant();
    } catch (DateTimeException e) {
      unreadableTimes.merge(column.name(), 1L, Long::sum);
      return null;
    }
  }
}
