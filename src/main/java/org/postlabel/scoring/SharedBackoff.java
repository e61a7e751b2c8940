package org.postlabel.scoring;

import java.time.Duration;
import java.util.Optional;
import org.postlabel.quota.Pacer;
import org.postlabel.scorer.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses all workers when the provider throttles one of them; the more often in a row, the longer.
 * Thread-safe.
 */
final class SharedBackoff {
  private static final Logger LOG = LoggerFactory.getLogger(SharedBackoff.class);

  private final Pacer pacer;
  private final RetryPolicy retries;
  private int pauses;
  private long lastPauseNanos = System.nanoTime();

  SharedBackoff(Pacer pacer, RetryPolicy retries) {
    this.pacer = pacer;
    this.retries = retries;
  }

  /** Without a Retry-After, requests that were sent before the last pause are no reason for one. */
  synchronized void throttled(Outcome.Throttled throttled, long sentNanos) {
    Optional<Duration> retryAfter = Optional.ofNullable(throttled.retryAfterOrNull());
    if (pauses > 0 && sentNanos - lastPauseNanos < 0 && retryAfter.isEmpty()) {
      return;
    }
    pauses++;
    Duration pause = retryAfter.orElseGet(() -> retries.slowDownAfter(pauses));
    lastPauseNanos = System.nanoTime();
    if (pacer.slowDown(pause, throttled.limitPerMinute())) {
      LOG.warn(
          "The provider's quota is {} queries per minute, less than configured; using it.",
          throttled.limitPerMinute().getAsDouble());
    }
  }

  /** A request that was sent after the last pause ends the row of pauses. */
  synchronized void answered(long sentNanos) {
    if (sentNanos - lastPauseNanos >= 0) {
      pauses = 0;
    }
  }
}
