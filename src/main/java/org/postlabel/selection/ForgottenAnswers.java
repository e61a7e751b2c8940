package org.postlabel.selection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.database.Timestamps;
import org.postlabel.run.Run;
import org.postlabel.run.RunInProgressException;

/**
 * Answers that a user takes back, with the labels that were made of them, whichever run wrote
 * these, and labels that the same run wrote of other answers. The next run asks and labels again.
 *
 * @param kind the word of the scorer kind whose runs are meant when none is named; without a scorer
 *     ID, of these only those that labelled in the given table
 * @param runIdOrNull the run that bought them; null means any
 * @param scorerIdOrNull who gave them; null means anyone of the kind
 * @param sinceOrNull when at the earliest; null means any time
 */
public record ForgottenAnswers(
    String kind, String runIdOrNull, String scorerIdOrNull, Instant sinceOrNull) {
  public ForgottenAnswers {
    if (runIdOrNull == null && scorerIdOrNull == null && sinceOrNull == null) {
      throw new IllegalArgumentException(
          "forget needs --run, --scorerId or --since; --dryRun shows how much would be deleted");
    }
  }

  /**
   * Those that {@code options} choose.
   *
   * @throws IllegalArgumentException with one line that says what is missing or wrong
   */
  public static ForgottenAnswers from(ForgetOptions options) {
    return new ForgottenAnswers(
        options.getScorer(),
        options.getRun(),
        options.getScorerId(),
        options.getSince() == null ? null : Timestamps.parseSince(options.getSince()));
  }

  /**
   * Counts them, and their labels in the table {@code labels}.
   *
   * @throws RunInProgressException when a run is changing them
   */
  public Counts count(Database database, String labels) throws RunInProgressException {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              Run.requireNone(handle, database.dialect());
              return new Counts(
                  count(handle, "ledger a", ledger(database, labels)),
                  count(handle, labels + " l", labels(database, labels)));
            });
  }

  /**
   * Deletes them, and their labels in the table {@code labels}: all or none.
   *
   * @throws RunInProgressException when a run is in progress; then nothing is deleted
   */
  public Counts forget(Database database, String labels) throws RunInProgressException {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              // The first statement is a write, so that a run that begins now waits.
              long labelled = delete(handle, labels + " AS l", labels(database, labels));
              Run.requireNone(handle, database.dialect());
              long answers = delete(handle, "ledger AS a", ledger(database, labels));
              delete(handle, "canary_answers AS a", ledger(database, labels));
              delete(
                  handle, "unanswered_texts AS a", condition(database, labels, "a", "a.failed_at"));
              return new Counts(answers, labelled);
            });
  }

  private Condition ledger(Database database, String labels) {
    return condition(database, labels, "a", "a.answered_at");
  }

  private Condition labels(Database database, String labels) {
    Condition written = condition(database, labels, "l", "l.label_timestamp");
    Condition bought = ledger(database, labels);
    List<Object> values = new ArrayList<>(written.values);
    values.addAll(bought.values);
    return new Condition(
        "(%s) OR (l.scorer_id, l.text_hash) IN (SELECT a.scorer_id, a.text_hash FROM ledger a WHERE %s)"
            .formatted(written.sql, bought.sql),
        values);
  }

  private Condition condition(Database database, String labels, String row, String time) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (runIdOrNull != null) {
      conditions.add(row + ".run_id = ?");
      values.add(runIdOrNull);
    } else {
      conditions.add(row + ".run_id IN (SELECT run_id FROM runs WHERE scorer_kind = ?)");
      values.add(kind);
    }
    if (scorerIdOrNull != null) {
      String marked = scorerIdOrNull + DistrustedAnswers.MARK;
      conditions.add("(%1$s.scorer_id = ? OR substr(%1$s.scorer_id, 1, ?) = ?)".formatted(row));
      values.addAll(List.of(scorerIdOrNull, marked.length(), marked));
    } else if (runIdOrNull == null) {
      // Runs of earlier versions, and only of kinds with one table, do not tell theirs.
      conditions.add(
          row
              + ".run_id IN (SELECT run_id FROM runs"
              + " WHERE labels_table = ? OR labels_table IS NULL)");
      values.add(labels);
    }
    if (sinceOrNull != null) {
      conditions.add(time + " >= ?");
      values.add(database.dialect().timestamp(sinceOrNull));
    }
    return new Condition(String.join(" AND ", conditions), values);
  }

  private static long count(Handle handle, String table, Condition condition) {
    return handle
        .select(
            "SELECT COUNT(*) FROM %s WHERE %s".formatted(table, condition.sql),
            condition.values.toArray())
        .mapTo(Long.class)
        .one();
  }

  private static long delete(Handle handle, String table, Condition condition) {
    return handle.execute(
        "DELETE FROM %s WHERE %s".formatted(table, condition.sql), condition.values.toArray());
  }

  private record Condition(String sql, List<Object> values) {}

  /** How many there are. */
  public record Counts(long answers, long labels) {}
}
