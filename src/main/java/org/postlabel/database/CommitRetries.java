package org.postlabel.database;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.JdbiException;

/**
 * How long a commit is retried while the database is locked, full or unavailable.
 *
 * @param giveUpAfter measured from the first failure
 * @param pause between attempts
 */
public record CommitRetries(Duration giveUpAfter, Duration pause) implements Serializable {
  /** Answers wait in memory meanwhile, no more than may be in flight, and no new call is made. */
  public static final CommitRetries DEFAULT =
      new CommitRetries(Duration.ofMinutes(1), Duration.ofMillis(500));

  /** One attempt alone. */
  public static final CommitRetries NONE = new CommitRetries(Duration.ZERO, Duration.ZERO);

  /** Runs {@code commit} until it succeeds, fails for good, or the time is up. */
  public void run(Runnable commit) throws InterruptedException {
    run(commit, () -> false);
  }

  /** The same, but gives up as soon as {@code hasGivenUp}: another has waited long enough. */
  public void run(Runnable commit, BooleanSupplier hasGivenUp) throws InterruptedException {
    long deadline = System.nanoTime() + giveUpAfter.toNanos();
    while (true) {
      try {
        commit.run();
        return;
      } catch (JdbiException e) {
        if (!Outage.isBehind(e) || System.nanoTime() > deadline || hasGivenUp.getAsBoolean()) {
          throw e;
        }
      }
      Thread.sleep(pause.toMillis());
    }
  }
}
