package org.postlabel.selection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.run.Run;
import org.postlabel.run.RunInProgressException;

/**
 * Labels without scores. To put one back is to give it a reason that explains nothing, and to
 * forget what the ledger says of its scorer against its text: the next run reads the post again,
 * and asks. What is put back already is not counted again. Scores, in labels and ledger, are never
 * touched, and no label is removed.
 */
public final class FailedLabels {
  /** No {@link org.postlabel.post.Reason}: a run takes on what none of them explains. */
  private static final String TO_BE_RETRIED = "to_be_retried";

  private final Database database;
  private final String labels;

  private FailedLabels(Database database, String labels) {
    this.database = database;
    this.labels = labels;
  }

  /** Those in the table {@code labels}. */
  public static FailedLabels in(Database database, String labels) {
    return new FailedLabels(database, labels);
  }

  /**
   * Counts those of {@code reasons}, by reason; the most frequent first.
   *
   * @throws RunInProgressException when a run is changing them
   */
  public Map<String, Long> count(ChosenReasons reasons) throws RunInProgressException {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              Run.requireNone(handle, database.dialect());
              return count(handle, reasons);
            });
  }

  /**
   * Puts back those of {@code reasons}, all or none.
   *
   * @return how many, by reason; the most frequent first
   * @throws RunInProgressException when a run is in progress; then nothing is put back
   */
  public Map<String, Long> putBack(ChosenReasons reasons) throws RunInProgressException {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              // The first statement is a write, so that a run that begins now waits.
              handle.execute(
                  """
                  DELETE FROM ledger
                  WHERE scores IS NULL AND (scorer_id, text_hash) IN
                    (SELECT l.scorer_id, l.text_hash FROM %s l WHERE %s)\
                  """
                      .formatted(labels, condition(reasons)));
              handle.execute(
                  """
                  DELETE FROM unanswered_texts WHERE (scorer_id, text_hash) IN
                    (SELECT l.scorer_id, l.text_hash FROM %s l WHERE %s)\
                  """
                      .formatted(labels, condition(reasons)));
              Run.requireNone(handle, database.dialect());
              Map<String, Long> counts = count(handle, reasons);
              handle.execute(
                  "UPDATE %s AS l SET reason = '%s' WHERE %s"
                      .formatted(labels, TO_BE_RETRIED, condition(reasons)));
              return counts;
            });
  }

  private Map<String, Long> count(Handle handle, ChosenReasons reasons) {
    Map<String, Long> counts = new LinkedHashMap<>();
    handle
        .select(
            """
            SELECT COALESCE(l.reason, 'no reason given') AS reason, COUNT(*) AS posts
            FROM %s l WHERE %s GROUP BY 1 ORDER BY 2 DESC, 1\
            """
                .formatted(labels, condition(reasons)))
        .map((row, context) -> counts.put(row.getString("reason"), row.getLong("posts")))
        .list();
    return counts;
  }

  private static String condition(ChosenReasons reasons) {
    return "NOT l.was_successfully_labeled AND COALESCE(l.reason, '') <> '%s' AND %s"
        .formatted(TO_BE_RETRIED, reasons.holdIn("l.reason"));
  }
}
