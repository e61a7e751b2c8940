package org.postlabel.report.course;

import java.time.Instant;
import org.postlabel.metrics.Counts;

/**
 * What all workers of a run sent in a stretch of time.
 *
 * @param from when it began
 * @param seconds how much of it lies in the run
 * @param latency of the requests that returned in it
 */
public record Stretch(Instant from, double seconds, Counts counts, Latency latency) {
  public double callsPerSecond() {
    return counts.calls() / seconds;
  }
}
