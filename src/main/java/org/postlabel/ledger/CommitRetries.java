package org.postlabel.ledger;

import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.database.Dialect;

/**
 * How long a commit is tried again while the database is locked, full or away.
 *
 * @param giveUpAfter measured from the first failure
 * @param pause from one try to the next
 */
public record CommitRetries(Duration giveUpAfter, Duration pause) implements Serializable {
  /** Answers wait in memory meanwhile, no more than may be in flight, and no new call is made. */
  public static final CommitRetries DEFAULT =
      new CommitRetries(Duration.ofMinutes(1), Duration.ofMillis(500));

  /** Runs {@code commit} until it succeeds, fails for good, or the time is up. */
  void run(Dialect dialect, Runnable commit) throws InterruptedException {
    long deadline = System.nanoTime() + giveUpAfter.toNanos();
    while (true) {
      try {
        commit.run();
        return;
      } catch (JdbiException e) {
        if (!isTransient(dialect, e) || System.nanoTime() > deadline) {
          throw e;
        }
      }
      Thread.sleep(pause.toMillis());
    }
  }

  private static boolean isTransient(Dialect dialect, Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && dialect.isTransient(sql)) {
        return true;
      }
    }
    return false;
  }
}
