package org.postlabel.report.labels;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.post.LabelTable;

/**
 * Looks once at every label of a table, row by row, in memory that does not grow with it. Labels
 * that are written meanwhile are not seen.
 */
public final class LabelScan {
  private static final int FETCH_SIZE = 1_000;

  /** Code points; a post is shorter, but a table may hold anything. */
  private static final int LONGEST_TEXT = 1_000;

  private static final List<String> TIMES = List.of("created_at", "synctimestamp");

  private final Database database;
  private final LabelTable table;
  private final List<String> columns;

  public LabelScan(Database database, LabelTable table) {
    this.database = database;
    this.table = table;
    this.columns = List.copyOf(table.attributeByColumn().keySet());
  }

  /** The labels of {@code scorerId}; those that {@code runId} wrote are counted apart, too. */
  public LabelOverview of(String scorerId, String runId) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              LabelTally tally = new LabelTally(columns, scorerId, runId);
              handle
                  .select(sql(handle))
                  .setFetchSize(FETCH_SIZE)
                  .map(
                      (row, context) -> {
                        tally.add(row);
                        return true;
                      })
                  .forEach(added -> {});
              long posts = handle.select("SELECT COUNT(*) FROM posts").mapTo(Long.class).one();
              return tally.overview(posts, uri -> text(handle, uri));
            });
  }

  private String sql(Handle handle) {
    return """
        SELECT %s, l.uri, l.text_hash, l.run_id, l.scorer_id, l.was_successfully_labeled, l.reason,
               %s AS posted_at, p.source
        FROM %s l LEFT JOIN posts p ON p.uri = l.uri"""
        .formatted(
            String.join(", ", columns.stream().map(column -> "l." + column).toList()),
            postedAt(handle),
            table.name());
  }

  /** When a post was written, or else when it was collected; a table may know neither. */
  private static String postedAt(Handle handle) {
    List<String> known =
        handle
            .select("SELECT * FROM posts WHERE 1 = 0")
            .scanResultSet((rows, context) -> names(rows.get().getMetaData()));
    List<String> times =
        TIMES.stream()
            .filter(known::contains)
            .map(column -> "CAST(p." + column + " AS TEXT)")
            .toList();
    return times.isEmpty() ? "NULL" : "COALESCE(" + String.join(", ", times) + ", NULL)";
  }

  private static List<String> names(ResultSetMetaData columns) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnName(i).toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private String text(Handle handle, String uri) {
    String text =
        handle
            .select("SELECT text FROM " + table.name() + " WHERE uri = ?", uri)
            .mapTo(String.class)
            .findFirst()
            .orElse("");
    return text.codePointCount(0, text.length()) <= LONGEST_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + " ...";
  }
}
