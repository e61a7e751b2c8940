package org.postlabel.report.labels;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.PostsTable;
import org.postlabel.output.Excerpt;
import org.postlabel.post.LabelTable;

/**
 * Reads every label of a table once, row by row, in memory that does not grow with it. Labels that
 * are written meanwhile are not seen.
 */
public final class LabelScan {
  private static final int FETCH_SIZE = 200;

  /** Code points; a post is shorter, but a table may hold anything. */
  private static final int LONGEST_TEXT = 1_000;

  private final Database database;
  private final LabelTable table;
  private final List<String> columns;

  public LabelScan(Database database, LabelTable table) {
    this.database = database;
    this.table = table;
    this.columns = new ArrayList<>(table.columnsOf(LabelTable.Kind.SCORE));
    this.columns.addAll(new ValueTally(table).columns());
  }

  /**
   * The labels of {@code scorerId}; those that {@code runId} wrote are counted apart, too.
   *
   * @throws DatabaseUnusableException when they cannot be read
   */
  public LabelOverview of(String scorerId, String runId) {
    try {
      return Jdbi.create(database::connectToRead)
          .withHandle(handle -> scan(handle, scorerId, runId));
    } catch (SQLException | JdbiException e) {
      throw new DatabaseUnusableException(
          "cannot read the labels of %s: %s".formatted(database.url(), e.getMessage()), e);
    }
  }

  private LabelOverview scan(Handle handle, String scorerId, String runId) throws SQLException {
    LabelTally tally = new LabelTally(table, scorerId, runId);
    handle
        .select(sql(PostsTable.in(handle.getConnection(), database.dialect())))
        .setFetchSize(FETCH_SIZE)
        .map(
            (row, context) -> {
              tally.add(row);
              return true;
            })
        .forEach(added -> {});
    return tally.overview(uri -> text(handle, uri));
  }

  /** A post's time is when it was written, or when it was collected where that is not known. */
  private String sql(PostsTable posts) {
    boolean isWritingKnown = posts.has("uri") && posts.has("created_at");
    return """
    SELECT %sl.uri, l.text_hash, l.run_id, l.scorer_id, l.was_successfully_labeled, l.reason,
           COALESCE(%s, CAST(m.synctimestamp AS TEXT)) AS posted_at, m.source
    FROM %s l LEFT JOIN record_classification_metadata m ON m.uri = l.uri%s\
    """
        .formatted(
            columns.stream().map(column -> "l." + column + ", ").collect(joining()),
            isWritingKnown ? "CAST(p.created_at AS TEXT)" : "NULL",
            table.name(),
            isWritingKnown ? " LEFT JOIN posts p ON p.uri = l.uri" : "");
  }

  private String text(Handle handle, String uri) {
    String text =
        handle
            .select("SELECT text FROM " + table.name() + " WHERE uri = ?", uri)
            .mapTo(String.class)
            .findFirst()
            .orElse("");
    return Excerpt.of(text, LONGEST_TEXT, " ...");
  }
}
