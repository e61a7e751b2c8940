package org.postlabel.scoring;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.postlabel.quota.TokenLimits;

/**
 * What a worker does not go beyond.
 *
 * @param maxRequestsInFlight queries sent and not yet committed, at most; what a kill can make us
 *     pay twice
 * @param requestTimeout the longest time for a request, from connecting to the last byte of the
 *     answer
 * @param maxQueries queries of the whole run, over all workers; 0 means no limit
 * @param deadlineOrNull when the run stops
 * @param asksFailedAgain whether answers without scores of earlier runs are asked again
 * @param tokens what may be used of a provider that counts tokens
 */
public record WorkerLimits(
    int maxRequestsInFlight,
    Duration requestTimeout,
    long maxQueries,
    Instant deadlineOrNull,
    boolean asksFailedAgain,
    TokenLimits tokens)
    implements Serializable {
  /** For a provider that counts no tokens. */
  public WorkerLimits(
      int maxRequestsInFlight,
      Duration requestTimeout,
      long maxQueries,
      Instant deadlineOrNull,
      boolean asksFailedAgain) {
    this(
        maxRequestsInFlight,
        requestTimeout,
        maxQueries,
        deadlineOrNull,
        asksFailedAgain,
        TokenLimits.NONE);
  }

  public WorkerLimits {
    if (maxRequestsInFlight < 1 || maxRequestsInFlight > 10_000) {
      throw new IllegalArgumentException(
          "--maxRequestsInFlight must be 1..10000, was " + maxRequestsInFlight);
    }
    if (maxQueries < 0) {
      throw new IllegalArgumentException(
          "--maxQueries must be 0 (no limit) or more, was " + maxQueries);
    }
  }
}
