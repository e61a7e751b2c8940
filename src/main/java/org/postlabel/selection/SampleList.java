package org.postlabel.selection;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postlabel.selection.sample.DrawnSample;
import org.postlabel.selection.sample.Sample;

/**
 * The whole sample of a run, on a list of its own in the table {@code run_posts} while the run's
 * list is made of what is wanted of it.
 *
 * @param runId whose sample
 */
record SampleList(String runId) {
  /** Keeps to the sample where {@code p} is a post; its value is {@link #id()}. */
  static final String CONDITION = "AND p.uri IN (SELECT uri FROM run_posts WHERE run_id = ?)";

  private static final int ROWS_AT_ONCE = 1_000;

  /** No run has this id. */
  String id() {
    return runId + " sample";
  }

  /** Puts the posts of {@code sample}, drawn from {@code posts}, on the list. */
  void fill(Handle handle, Sample sample, String posts) throws SQLException {
    DrawnSample drawn = DrawnSample.of(sample, handle.getConnection(), posts);
    PreparedBatch rows =
        handle.prepareBatch("INSERT INTO run_posts (run_id, position, uri) VALUES (?, ?, ?)");
    long[] position = {0};
    drawn.forEachUri(
        handle.getConnection(),
        posts,
        uri -> {
          rows.add(id(), ++position[0], uri);
          if (rows.size() == ROWS_AT_ONCE) {
            rows.execute();
          }
        });
    rows.execute();
  }

  void clear(Handle handle) {
    handle.execute("DELETE FROM run_posts WHERE run_id = ?", id());
  }
}
