package org.postlabel.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postlabel.daemon.DaemonTimer;
import org.postlabel.database.CommitRetries;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;
import org.postlabel.database.Outage;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Receipt;

/**
 * Paid answers of one scorer by judgement and text hash, in the table {@code ledger}. One thread
 * commits all waiting answers in one transaction, so that hundreds of answers a second need only
 * tens of commits. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
  private final Jdbi jdbi;
  private final Dialect dialect;
  private final String scorerId;
  private final String runId;
  private final LedgerLookup lookup;
  private final CommitRetries retries;
  private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();

  /** Whether an outage outlasted the last commit's retries: the next one is tried once. */
  private boolean hasGivenUp;

  private final Thread writer = DaemonTimer.threads("postlabel-ledger").newThread(this::commitAll);

  /** The ledger whose answers {@code lookup} finds; what is kept is its scorer's and its run's. */
  public Ledger(Database database, LedgerLookup lookup, CommitRetries retries) {
    this(database.jdbi(), database.dialect(), lookup, retries);
  }

  /** The same through {@code jdbi}. */
  Ledger(Jdbi jdbi, Dialect dialect, LedgerLookup lookup, CommitRetries retries) {
    this.jdbi = jdbi;
    this.dialect = dialect;
    this.scorerId = lookup.scorerId();
    this.runId = lookup.runId();
    this.lookup = lookup;
    this.retries = retries;
    writer.start();
  }

  /** The judgements with this number that are kept of any of {@code textHashes}. */
  public Map<String, Answer> find(int judgement, Collection<String> textHashes) {
    return textHashes.isEmpty()
        ? Map.of()
        : jdbi.withHandle(handle -> lookup.find(handle, judgement, textHashes));
  }

  /** Whether any text was ever scored: the provider and the configuration are known to work. */
  public boolean hasScores() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "SELECT 1 FROM ledger WHERE scorer_id = ? AND scores IS NOT NULL LIMIT 1",
                    scorerId)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
  }

  /** Keeps {@code answers} for good as first judgements. */
  public CompletableFuture<Void> keep(Map<String, Answer> answers) {
    return keep(1, answers);
  }

  /**
   * Keeps {@code answers} for good as judgements with this number.
   *
   * @return done when they are committed; failed when they cannot be
   */
  public CompletableFuture<Void> keep(int judgement, Map<String, Answer> answers) {
    Entry entry = new Entry(judgement, Map.copyOf(answers), new CompletableFuture<>());
    waiting.add(entry);
    return entry.committed;
  }

  /** Waits for what is being kept. */
  @Override
  public void close() {
    keep(Map.of()).exceptionally(error -> null).join();
    writer.interrupt();
  }

  private void commitAll() {
    List<Entry> entries = new ArrayList<>();
    try {
      while (true) {
        entries.clear();
        entries.add(waiting.take());
        waiting.drainTo(entries);
        commit(entries);
      }
    } catch (InterruptedException e) {
      fail(entries, e);
    }
  }

  private void commit(List<Entry> entries) throws InterruptedException {
    try {
      (hasGivenUp ? CommitRetries.NONE : retries).run(() -> insert(entries));
      hasGivenUp = false;
    } catch (RuntimeException | Error e) {
      // This thread goes on after an Error: others wait for what comes next.
      hasGivenUp = Outage.isBehind(e);
      fail(entries, e);
      return;
    }
    entries.forEach(entry -> entry.committed.complete(null));
  }

  private static void fail(List<Entry> entries, Throwable cause) {
    entries.forEach(entry -> entry.committed.completeExceptionally(cause));
  }

  private void insert(List<Entry> entries) {
    if (entries.stream().allMatch(entry -> entry.answers.isEmpty())) {
      return;
    }
    Object now = dialect.timestamp(Instant.now());
    jdbi.useTransaction(
        handle -> {
          dialect.endWhenIdle(handle);
          PreparedBatch rows =
              handle.prepareBatch(
                  """
                  INSERT INTO ledger (scorer_id, text_hash, judgement, scores, reason, answered_at,
                                      run_id, model, prompt_hash, prompt_tokens, completion_tokens)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  ON CONFLICT (scorer_id, text_hash, judgement) DO UPDATE
                  SET scores = excluded.scores, reason = excluded.reason,
                      answered_at = excluded.answered_at, run_id = excluded.run_id,
                      model = excluded.model, prompt_hash = excluded.prompt_hash,
                      prompt_tokens = excluded.prompt_tokens,
                      completion_tokens = excluded.completion_tokens\
                  """);
          for (Entry entry : entries) {
            entry.answers.forEach(
                (textHash, answer) -> rows.add(row(entry.judgement, textHash, answer, now)));
          }
          rows.execute();
        });
  }

  private Object[] row(int judgement, String textHash, Answer answer, Object now) {
    Optional<Receipt> receipt = Optional.ofNullable(answer.receiptOrNull());
    return new Object[] {
      scorerId,
      textHash,
      judgement,
      AnswerJson.scoresOf(answer),
      answer.reason().map(Reason::code).orElse(null),
      now,
      runId,
      receipt.map(Receipt::model).orElse(null),
      receipt.map(Receipt::promptHash).orElse(null),
      receipt.map(r -> r.usage().promptTokens()).orElse(null),
      receipt.map(r -> r.usage().completionTokens()).orElse(null)
    };
  }

  private record Entry(
      int judgement, Map<String, Answer> answers, CompletableFuture<Void> committed) {}
}
