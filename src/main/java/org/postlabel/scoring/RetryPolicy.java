package org.postlabel.scoring;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a failed call is made again: exponential backoff with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), bounded in number
 * and time. A text that reaches a bound is left for a later run.
 *
 * @param maxRuns runs in which a text reached a bound while others were answered; after these it
 *     has failed
 */
public record RetryPolicy(
    int maxAttempts, Duration firstPause, Duration maxPause, Duration maxTime, int maxRuns)
    implements Serializable {
  /** By which factor the first pause of all workers is shorter than that of one call. */
  private static final int SHORTER_SLOW_DOWN = 5;

  public RetryPolicy {
    if (maxRuns < 1 || maxRuns > 100) {
      throw new IllegalArgumentException("--maxRuns must be 1..100, was " + maxRuns);
    }
    if (maxAttempts < 1 || maxAttempts > 100) {
      throw new IllegalArgumentException("--maxAttempts must be 1..100, was " + maxAttempts);
    }
  }

  /**
   * Up to {@code maxAttempts} calls for a text, and ten minutes from its first failure, in each of
   * {@code maxRuns} runs.
   */
  public static RetryPolicy of(int maxAttempts, int maxRuns) {
    return new RetryPolicy(
        maxAttempts,
        Duration.ofMillis(250),
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        maxRuns);
  }

  /** Anything from nothing to the full pause after {@code failures} failures in a row. */
  Duration pauseAfter(int failures) {
    return upTo(firstPause, failures);
  }

  /**
   * How long all workers pause after {@code throttled} throttled queries in a row. Queries that
   * were sent in time may arrive closer together, so this begins shorter than {@link #pauseAfter}.
   */
  Duration slowDownAfter(int throttled) {
    return upTo(firstPause.dividedBy(SHORTER_SLOW_DOWN), throttled);
  }

  private Duration upTo(Duration first, int failures) {
    int doublings = Math.min(Math.max(failures - 1, 0), 30);
    long longest = Math.min(first.toMillis() << doublings, maxPause.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest + 1));
  }
}
