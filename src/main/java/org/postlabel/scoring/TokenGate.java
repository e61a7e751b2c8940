package org.postlabel.scoring;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.postlabel.post.Usage;
import org.postlabel.quota.DatabaseSchedule;
import org.postlabel.quota.MicroClock;
import org.postlabel.quota.Pacer;
import org.postlabel.quota.Permit;
import org.postlabel.quota.TokenLimits;
import org.postlabel.run.StopSign;
import org.postlabel.run.TokenBudget;

/**
 * Lets requests pass whose tokens the quota and the budget hold. Requests without tokens pass
 * freely. Thread-safe.
 */
final class TokenGate {
  private static final Permit FREE = () -> {};

  private final Pacer pacer;
  private final TokenBudget budget;

  private TokenGate(Pacer pacer, TokenBudget budget) {
    this.pacer = pacer;
    this.budget = budget;
  }

  static TokenGate of(WorkerConfig config, StopSign stopSign) {
    TokenLimits limits = config.limits().tokens();
    String name = config.quotaName() + " tokens";
    return new TokenGate(
        new Pacer(
            limits.pace(),
            new DatabaseSchedule(config.database(), name, MicroClock.SYSTEM),
            MicroClock.SYSTEM),
        new TokenBudget(config.database(), config.runId(), limits, stopSign));
  }

  /**
   * Waits until {@code most} may be used, and sets its price aside until {@link #settle}; nothing
   * when {@code stop} turned true or the budget does not hold it.
   */
  Optional<Permit> await(Usage most, BooleanSupplier stop) throws InterruptedException {
    if (most.equals(Usage.NONE)) {
      return Optional.of(FREE);
    }
    if (!budget.take(most)) {
      return Optional.empty();
    }
    Optional<Permit> permit = pacer.await(TokenLimits.turnsOf(most.tokens()), stop);
    if (permit.isEmpty()) {
      settle(most, Usage.NONE);
    }
    return permit;
  }

  void settle(Usage most, Usage used) {
    budget.settle(most, used);
  }
}
