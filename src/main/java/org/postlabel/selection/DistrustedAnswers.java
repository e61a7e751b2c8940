package org.postlabel.selection;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.post.LabelTable;

/**
 * Answers of a run that stopped since they cannot be right. In the ledger they get a scorer id of
 * their own, under which nobody looks them up; labels that were made of them become failures
 * without scores, which every run tries again. What was paid for stays to be looked at.
 */
public final class DistrustedAnswers {
  /** What follows the scorer id, before the id of the run. */
  static final String MARK = " distrusted in ";

  /** No {@link org.postlabel.post.Reason}: a run takes on what none of them explains. */
  private static final String REASON = "model_distrusted";

  private DistrustedAnswers() {}

  /**
   * Marks those of {@code runId}, if any; does nothing the second time.
   *
   * @param labels where the run wrote
   * @return how many labels were made of them
   */
  public static long mark(Database database, LabelTable labels, String runId) {
    boolean isDistrusted = !runs(database, "run_id = ?", runId).isEmpty();
    return isDistrusted ? database.jdbi().inTransaction(handle -> mark(handle, labels, runId)) : 0;
  }

  /** Marks those of all runs of {@code scorerId} that ended before they could mark theirs. */
  public static void markEarlier(Database database, LabelTable labels, String scorerId) {
    runs(database, "scorer_id = ? AND status <> 'running'", scorerId)
        .forEach(runId -> mark(database, labels, runId));
  }

  /** Runs whose answers are to be marked. */
  private static List<String> runs(Database database, String condition, String value) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT run_id FROM runs WHERE distrusted_since IS NOT NULL AND "
                            + condition,
                        value)
                    .mapTo(String.class)
                    .list());
  }

  private static long mark(Handle handle, LabelTable labels, String runId) {
    // The first statement is a write, so that nobody comes between.
    long marked =
        handle.execute(
            """
            UPDATE %s SET was_successfully_labeled = FALSE, reason = '%s', %s
            WHERE (scorer_id, text_hash) IN (
              SELECT a.scorer_id, a.text_hash FROM ledger a JOIN runs r ON r.run_id = a.run_id
              WHERE r.run_id = ? AND a.answered_at >= r.distrusted_since)\
            """
                .formatted(
                    labels.name(),
                    REASON,
                    labels.attributeByColumn().keySet().stream()
                        .map(column -> column + " = NULL")
                        .collect(joining(", "))),
            runId);
    handle.execute(
        """
        UPDATE ledger SET scorer_id = scorer_id || '%s' || run_id
        WHERE run_id = ? AND answered_at >=
          (SELECT r.distrusted_since FROM runs r WHERE r.run_id = ledger.run_id)\
        """
            .formatted(MARK),
        runId);
    handle.execute("UPDATE runs SET distrusted_since = NULL WHERE run_id = ?", runId);
    return marked;
  }
}
