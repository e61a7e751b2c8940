package org.postlabel.metrics;

import org.HdrHistogram.Histogram;

/**
 * What was sent in ten seconds, or in a part of them.
 *
 * @param fromSecond when they began, in seconds since 1970, a multiple of ten
 * @param answered texts that were answered in them
 * @param latencies of the requests that returned in them, in microseconds
 */
record Stretch(long fromSecond, Counts counts, long answered, Histogram latencies) {
  static final long SECONDS = 10;

  boolean isEmpty() {
    return counts.equals(Counts.NONE) && answered == 0 && latencies.getTotalCount() == 0;
  }
}
