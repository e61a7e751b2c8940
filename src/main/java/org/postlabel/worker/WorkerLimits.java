package org.postlabel.worker;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * What a worker does not go beyond.
 *
 * @param maxRequestsInFlight queries sent and not yet committed, at most; what a kill can make us
 *     pay twice
 * @param requestTimeout the longest wait for an answer
 * @param maxQueries queries of the whole run, over all workers; 0 means no limit
 * @param deadlineOrNull when the run stops
 * @param asksFailedAgain whether answers without scores of earlier runs are asked again
 */
public record WorkerLimits(
    int maxRequestsInFlight,
    Duration requestTimeout,
    long maxQueries,
    Instant deadlineOrNull,
    boolean asksFailedAgain)
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
