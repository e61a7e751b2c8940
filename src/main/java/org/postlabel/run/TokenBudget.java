package org.postlabel.run;

import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.post.Usage;
import org.postlabel.quota.TokenLimits;

/**
 * What a run uses and may spend on tokens: counted in the run's row over all workers. Before a
 * request is sent its greatest price is set aside; afterwards the true one takes its place. Sets
 * the stop sign when no more can be set aside. Thread-safe.
 */
public final class TokenBudget {
  private final Jdbi jdbi;
  private final String runId;
  private final TokenLimits limits;
  private final StopSign stopSign;

  public TokenBudget(Database database, String runId, TokenLimits limits, StopSign stopSign) {
    this.jdbi = database.jdbi();
    this.runId = runId;
    this.limits = limits;
    this.stopSign = stopSign;
  }

  /** Sets aside the price of {@code most}; false when that is more than there is left. */
  public boolean take(Usage most) {
    if (most.equals(Usage.NONE) || limits.maxCostMicros() == 0) {
      return true;
    }
    long cost = limits.prices().microsOf(most);
    int taken =
        jdbi.withHandle(
            handle ->
                handle.execute(
                    "UPDATE runs SET cost_micros = cost_micros + ?"
                        + " WHERE run_id = ? AND cost_micros + ? <= ?",
                    cost,
                    runId,
                    cost,
                    limits.maxCostMicros()));
    if (taken == 0) {
      stopSign.set(
          new Stop(
              Stop.Kind.ASKED,
              "--maxCost=%s does not hold another request"
                  .formatted(limits.maxCostMicros() / 1e6)));
    }
    return taken > 0;
  }

  /** Counts what was {@code used} by a request for which {@code most} was set aside. */
  public void settle(Usage most, Usage used) {
    if (most.equals(Usage.NONE)) {
      return;
    }
    long setAside = limits.maxCostMicros() == 0 ? 0 : limits.prices().microsOf(most);
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE runs
                SET cost_micros = cost_micros + ?, prompt_tokens = prompt_tokens + ?,
                    completion_tokens = completion_tokens + ?
                WHERE run_id = ?""",
                limits.prices().microsOf(used) - setAside,
                used.promptTokens(),
                used.completionTokens(),
                runId));
  }
}
