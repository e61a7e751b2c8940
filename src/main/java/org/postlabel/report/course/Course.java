package org.postlabel.report.course;

import java.time.Instant;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.postlabel.metrics.Counts;

/**
 * The traffic of a run over time.
 *
 * @param quotaPerSecondOrNull queries that the options allow; null means no limit
 * @param stretchSeconds the length of a stretch
 * @param stretches in order, without a gap; none when no traffic was kept
 * @param latency of the whole run
 */
public record Course(
    Double quotaPerSecondOrNull, long stretchSeconds, List<Stretch> stretches, Latency latency) {
  /** Over the whole run. */
  public Counts total() {
    return stretches.stream().map(Stretch::counts).reduce(Counts.NONE, Counts::plus);
  }

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

  /**
   * How long requests took, in milliseconds.
   *
   * @param requests how many; without any, the other numbers are 0
   */
  public record Latency(long requests, double p50, double p90, double p99, double max) {
    static Latency of(Histogram micros) {
      return new Latency(
          micros.getTotalCount(),
          micros.getValueAtPercentile(50) / 1000.0,
          micros.getValueAtPercentile(90) / 1000.0,
          micros.getValueAtPercentile(99) / 1000.0,
          micros.getMaxValue() / 1000.0);
    }
  }
}
