package org.postlabel.ledger;

import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * Counts per text the runs in which one scorer did not answer it though it answered others, in the
 * table {@code unanswered_texts}. Thread-safe.
 */
public final class UnansweredTexts {
  private final Jdbi jdbi;
  private final Dialect dialect;
  private final String scorerId;
  private final String runId;

  /** Those of {@code scorerId}; what is counted names {@code runId}. */
  public UnansweredTexts(Database database, String scorerId, String runId) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
    this.scorerId = scorerId;
    this.runId = runId;
  }

  /**
   * Counts this run for {@code text}, once however often it is called.
   *
   * @return in how many runs the text was not answered, with this one
   */
  public long count(String textHash, String text) {
    Object now = dialect.timestamp(Instant.now());
    return jdbi.inTransaction(
        handle -> {
          handle.execute(
              """
              INSERT INTO unanswered_texts (scorer_id, text_hash, text, runs, run_id, failed_at)
              VALUES (?, ?, ?, 1, ?, ?)
              ON CONFLICT (scorer_id, text_hash) DO UPDATE
              SET runs = unanswered_texts.runs + 1, run_id = excluded.run_id,
                  failed_at = excluded.failed_at
              WHERE unanswered_texts.run_id <> excluded.run_id\
              """,
              scorerId,
              textHash,
              text,
              runId,
              now);
          return handle
              .select(
                  "SELECT runs FROM unanswered_texts WHERE scorer_id = ? AND text_hash = ?",
                  scorerId,
                  textHash)
              .mapTo(Long.class)
              .one();
        });
  }

  /**
   * Forgets the texts that have all of so many judgements by now, or a reason why they have none.
   */
  public void forgetAnswered(int judgements) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                DELETE FROM unanswered_texts AS u
                WHERE u.scorer_id = ? AND ? <= (
                  SELECT COUNT(*) FROM ledger l
                  WHERE l.scorer_id = u.scorer_id AND l.text_hash = u.text_hash
                    AND l.judgement <= ?)\
                """,
                scorerId,
                judgements,
                judgements));
  }
}
