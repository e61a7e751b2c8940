package org.postlabel.run;

import java.time.Duration;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.CommitRetries;
import org.postlabel.database.Database;
import org.postlabel.database.Outage;
import org.postlabel.post.Usage;
import org.postlabel.quota.TokenLimits;

/**
 * What a run uses and may spend on tokens: counted in the run's row over all workers. Before a
 * request is sent its greatest price is set aside; afterwards the true one is counted instead. That
 * of a request without an answer stays set aside, since the provider may charge for it. Sets the
 * stop sign when no more can be set aside and nothing is in flight, here or on another worker, that
 * may leave some of its own. Thread-safe.
 */
public final class TokenBudget {
  /** How soon a request that waits for others sees a stop. */
  private static final long LOOK_UP_MILLIS = 100;

  private final Jdbi jdbi;
  private final String runId;
  private final TokenLimits limits;
  private final StopSign stopSign;
  private final Duration longestRequest;

  /** Requests of this worker whose price is set aside, or about to be. */
  private int inFlight;

  /** How many have been settled. */
  private long settled;

  /** Of this worker's requests without an answer: stays set aside. */
  private long unansweredMicros;

  /**
   * @param longestRequest after which a request is not in flight any more: what a worker had set
   *     aside that was killed is not waited for
   */
  public TokenBudget(
      Database database,
      String runId,
      TokenLimits limits,
      StopSign stopSign,
      Duration longestRequest) {
    this.longestRequest = longestRequest;
    this.jdbi = database.jdbi();
    this.runId = runId;
    this.limits = limits;
    this.stopSign = stopSign;
  }

  /**
   * Sets aside the price of {@code most} until {@link #settle}; waits while requests in flight may
   * leave enough for it. False when they do not, or the run stops: then nothing is set aside.
   */
  public boolean take(Usage most) throws InterruptedException {
    if (most.equals(Usage.NONE) || limits.maxCostMicros() == 0) {
      return true;
    }
    long cost = limits.prices().microsOf(most);
    Spent before = null;
    long unchangedSince = System.nanoTime();
    while (!stopSign.isSet()) {
      long settledBefore = begin();
      if (setAside(cost)) {
        return true;
      }
      Spent now = spent();
      if (!now.equals(before)) {
        before = now;
        unchangedSince = System.nanoTime();
      }
      boolean isWaiting = waitForOthers(settledBefore);
      if (!isWaiting && now.mayLeave(cost) && isRecent(unchangedSince)) {
        Thread.sleep(LOOK_UP_MILLIS);
      } else if (!isWaiting) {
        stopSign.set(new Stop(Stop.Kind.ASKED, usedUp()));
      }
    }
    return false;
  }

  private synchronized String usedUp() {
    return "--maxCost=%s does not hold another request".formatted(limits.maxCostMicros() / 1e6)
        + (unansweredMicros == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ": up to %,.4f of it may be charged for requests without an answer",
                unansweredMicros / 1e6));
  }

  private boolean isRecent(long nanos) {
    return System.nanoTime() - nanos < longestRequest.toNanos();
  }

  private Spent spent() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "SELECT cost_micros, cost_set_aside_micros FROM runs WHERE run_id = ?", runId)
                .map(
                    (row, context) ->
                        new Spent(
                            row.getLong(1),
                            row.getLong(2) - unansweredMicros(),
                            limits.maxCostMicros() - unansweredMicros()))
                .one());
  }

  private synchronized long unansweredMicros() {
    return unansweredMicros;
  }

  /** What all workers have spent and set aside, without this one's requests without an answer. */
  private record Spent(long micros, long setAsideMicros, long maxMicros) {
    /** Whether requests in flight may leave {@code cost}. */
    boolean mayLeave(long cost) {
      return setAsideMicros > 0 && micros + cost <= maxMicros;
    }
  }

  private boolean setAside(long cost) {
    int rows = 0;
    try {
      rows =
          jdbi.withHandle(
              handle ->
                  handle.execute(
                      "UPDATE runs SET cost_set_aside_micros = cost_set_aside_micros + ?"
                          + " WHERE run_id = ? AND cost_micros + cost_set_aside_micros + ? <= ?",
                      cost,
                      runId,
                      cost,
                      limits.maxCostMicros()));
    } finally {
      if (rows == 0) {
        end(0, 0);
      }
    }
    return rows > 0;
  }

  private synchronized long begin() {
    inFlight++;
    return settled;
  }

  /** Whether anything was settled since, or may yet be. */
  private synchronized boolean waitForOthers(long settledBefore) throws InterruptedException {
    while (inFlight > 0 && settled == settledBefore && !stopSign.isSet()) {
      wait(LOOK_UP_MILLIS);
    }
    return inFlight > 0 || settled != settledBefore;
  }

  private synchronized void end(int settledNow, long unansweredNow) {
    inFlight--;
    settled += settledNow;
    unansweredMicros += unansweredNow;
    notifyAll();
  }

  /**
   * Counts what was {@code used} by a request for which {@code most} was set aside. Retries while
   * the database is locked, full or unavailable; what cannot be counted then stops the run.
   */
  public void settle(Usage most, Usage used) throws InterruptedException {
    settle(most, used, false);
  }

  /**
   * The same for a request that was not answered, or not in full: the provider may charge for as
   * much as {@code most}, so the rest of its price stays set aside. Tokens are not counted for it.
   */
  public void settleUnanswered(Usage most, Usage used) throws InterruptedException {
    settle(most, used, true);
  }

  private void settle(Usage most, Usage used, boolean mayBeCharged) throws InterruptedException {
    if (most.equals(Usage.NONE)) {
      return;
    }
    boolean isBound = limits.maxCostMicros() > 0;
    long setAside = isBound ? limits.prices().microsOf(most) : 0;
    long unanswered = mayBeCharged ? Math.max(0, setAside - limits.prices().microsOf(used)) : 0;
    try {
      CommitRetries.DEFAULT.run(() -> count(used, setAside - unanswered), this::isDatabaseLost);
    } catch (RuntimeException e) {
      stopSign.set(
          new Stop(
              Stop.Kind.DATABASE,
              "the tokens of a request cannot be counted (" + Outage.cause(e) + "); run again"));
    } finally {
      if (isBound) {
        end(1, unanswered);
      }
    }
  }

  private void count(Usage used, long setAside) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE runs
                SET cost_micros = cost_micros + ?,
                    cost_set_aside_micros = cost_set_aside_micros - ?,
                    prompt_tokens = prompt_tokens + ?, completion_tokens = completion_tokens + ?
                WHERE run_id = ?\
                """,
                limits.prices().microsOf(used),
                setAside,
                used.promptTokens(),
                used.completionTokens(),
                runId));
  }

  private boolean isDatabaseLost() {
    return stopSign.get().filter(stop -> stop.kind() == Stop.Kind.DATABASE).isPresent();
  }
}
