package org.postlabel.emulator.settings;

import java.time.Duration;

/**
 * How long a call takes: evenly spread over {@code mean} plus or minus {@code jitter}, counted from
 * the arrival of the request. A batch takes as long as its slowest call.
 */
public record Latency(Duration mean, Duration jitter) {
  public Latency {
    Bounds.checkMillis("latency", mean, 600_000);
    Bounds.checkMillis("latencyJitter", jitter, 600_000);
    if (jitter.compareTo(mean) > 0) {
      throw Bounds.refusal(
          "latencyJitter",
          "at most --latency (" + mean.toMillis() + " ms)",
          "" + jitter.toMillis());
    }
  }

  /** Nanoseconds for a position between 0 (fastest) and 1 (slowest). */
  public long nanosAt(double position) {
    return mean.toNanos() + (long) (jitter.toNanos() * (2 * position - 1));
  }
}
