package org.postlabel.scoring;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.postlabel.quota.TokenLimits;

/**
 * The limits of a worker.
 *
 * @param maxRequestsInFlight queries sent and not yet committed, at most; at most this many calls
 *     are repeated after a kill
 * @param requestTimeout the longest time for a request, from connecting to the last byte of the
 *     answer
 * @param maxQueries queries of the whole run, over all workers; 0 means no limit
 * @param deadlineOrNull when the run stops
 * @param asksFailedAgain whether answers without scores of earlier runs are asked again
 * @param tokens the limits of tokens and their cost
 */
public record WorkerLimits(
    int maxRequestsInFlight,
    Duration requestTimeout,
    long maxQueries,
    Instant deadlineOrNull,
    boolean asksFailedAgain,
    TokenLimits tokens)
    implements Serializable {
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
