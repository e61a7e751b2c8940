package org.postlabel.scoring;

import java.time.Duration;
import org.postlabel.quota.Pacer;
import org.postlabel.scorer.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns "too many requests" into a pause for everyone: the longer, the more often in a row. Thread-
 * safe.
 */
final class Brake {
  private static final Logger LOG = LoggerFactory.getLogger(Brake.class);

  private final Pacer pacer;
  private final RetryPolicy retries;
  private int pulls;
  private long lastPullNanos = System.nanoTime();

  Brake(Pacer pacer, RetryPolicy retries) {
    this.pacer = pacer;
    this.retries = retries;
  }

  /** Refusals of requests that were sent before the last pause began say nothing new. */
  synchronized void pull(Outcome.Throttled throttled, long sentNanos) {
    boolean isNew = pulls == 0 || sentNanos - lastPullNanos >= 0;
    if (!isNew && throttled.retryAfterOrNull() == null) {
      return;
    }
    pulls++;
    Duration pause =
        throttled.retryAfterOrNull() == null
            ? retries.slowDownAfter(pulls)
            : throttled.retryAfterOrNull();
    lastPullNanos = System.nanoTime();
    if (pacer.slowDown(pause, throttled.limitPerMinute())) {
      LOG.warn(
          "The provider's quota is {} queries per minute, lower than ours: keeping to it.",
          throttled.limitPerMinute().getAsDouble());
    }
  }

  /** A request that was sent after the last pause was answered: the road is clear. */
  synchronized void release(long sentNanos) {
    if (sentNanos - lastPullNanos >= 0) {
      pulls = 0;
    }
  }
}
