package org.postlabel.report.course;

import org.HdrHistogram.Histogram;

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
