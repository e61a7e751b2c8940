package org.postlabel.ledger;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postlabel.database.CommitRetries;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;

/**
 * Answers to canary texts, in the table {@code canary_answers}: not in the ledger, since no post
 * may be labelled with them and every run asks again.
 */
public final class CanaryAnswers {
  private final Jdbi jdbi;
  private final Dialect dialect;
  private final String scorerId;
  private final String runId;

  /** Those of {@code runId}, and of earlier runs of {@code scorerId}. */
  public CanaryAnswers(Database database, String scorerId, String runId) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
    this.scorerId = scorerId;
    this.runId = runId;
  }

  /** The answers of the newest other run that was trusted; empty when there is none. */
  public Optional<Earlier> last() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    """
                    SELECT r.run_id FROM runs r
                    WHERE r.run_id <> ? AND COALESCE(r.stop_kind, '') <> 'DISTRUSTED' AND EXISTS (
                      SELECT 1 FROM canary_answers c
                      WHERE c.run_id = r.run_id AND c.scorer_id = ?)
                    ORDER BY r.started_at DESC, r.run_id DESC LIMIT 1\
                    """,
                    runId,
                    scorerId)
                .mapTo(String.class)
                .findFirst()
                .map(earlier -> new Earlier(earlier, of(handle, earlier))));
  }

  private Map<String, Answer> of(Handle handle, String earlier) {
    return handle
        .select(
            "SELECT text_hash, scores, reason FROM canary_answers"
                + " WHERE run_id = ? AND scorer_id = ?",
            earlier,
            scorerId)
        .map(AnswerJson::entry)
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Keeps the answers of this run together with the verdict on them: answers without one would hide
   * a change from the next run. Retries while the database is locked, full or unavailable.
   *
   * @param change of the provider since the last run, if any
   */
  public void keep(Map<String, Answer> answers, Optional<String> change)
      throws InterruptedException {
    CommitRetries.DEFAULT.run(() -> insert(answers, change.orElse(null)));
  }

  private void insert(Map<String, Answer> answers, String changeOrNull) {
    Object now = dialect.timestamp(Instant.now());
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "UPDATE runs SET provider_change = ? WHERE run_id = ?", changeOrNull, runId);
          PreparedBatch rows =
              handle.prepareBatch(
                  """
                  INSERT INTO canary_answers
                    (run_id, scorer_id, text_hash, scores, reason, answered_at)
                  VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
                  """);
          answers.forEach(
              (textHash, answer) ->
                  rows.add(
                      runId,
                      scorerId,
                      textHash,
                      AnswerJson.scoresOf(answer),
                      answer.reason().map(Reason::code).orElse(null),
                      now));
          rows.execute();
        });
  }

  /** Answers by text hash, and the run that got them. */
  public record Earlier(String runId, Map<String, Answer> answers) {
    public Earlier {
      answers = Map.copyOf(answers);
    }
  }
}
