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
  private final Map<String, Long> unreadableTimes = new TreeMap<>();

  LabelRows(Database database, LabelTable table) {
    this.database = database;
    this.table = table;
    this.columns = Column.of(table);
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

  /** Writes the rows of {@code selection} and returns their number. */
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
    List<String> conditions = new ArrayList<>();
    selection.since().ifPresent(since -> conditions.add("l.label_timestamp >= ?"));
    selection.runId().ifPresent(runId -> conditions.add("l.run_id = ?"));
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

  private static String value(Column column, PostsTable posts) {
    return switch (column.origin()) {
      case LABELS -> "l." + column.name();
      case METADATA -> "m." + column.name();
      case POSTS -> posts.has(column.name()) ? "p." + column.name() : "NULL";
    };
  }

  private void bind(PreparedStatement statement, LabelSelection selection) throws SQLException {
    int index = 1;
    if (selection.since().isPresent()) {
      statement.setObject(index++, database.dialect().timestamp(selection.since().get()));
    }
    if (selection.runId().isPresent()) {
      statement.setString(index, selection.runId().get());
    }
  }

  private List<Object> values(ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      Object value = value(row, i + 1, columns.get(i));
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
