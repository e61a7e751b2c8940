package org.postlabel.emulator;

import java.util.Arrays;
import org.postlabel.emulator.EmulatorStats.Traffic;

/**
 * When each call arrived and whether the quota admitted it, eight bytes a call. Calls may be noted
 * in any order; the sums are exact. Safe for many threads.
 */
final class CallLog {
  private static final long SECOND = 1_000_000_000L;

  private final long start = System.nanoTime();
  private long[] arrivals = new long[1_024];
  private int size;

  synchronized void add(long arrivalNanos, boolean accepted) {
    if (size == arrivals.length) {
      arrivals = Arrays.copyOf(arrivals, size * 2);
    }
    arrivals[size++] = (arrivalNanos - start) << 1 | (accepted ? 1 : 0);
  }

  Traffic arrived() {
    return traffic(Arrays.stream(copy()).map(entry -> entry >> 1).sorted().toArray());
  }

  Traffic accepted() {
    return traffic(
        Arrays.stream(copy())
            .filter(entry -> (entry & 1) == 1)
            .map(entry -> entry >> 1)
            .sorted()
            .toArray());
  }

  private synchronized long[] copy() {
    return Arrays.copyOf(arrivals, size);
  }

  private static Traffic traffic(long[] times) {
    double seconds = times.length == 0 ? 0 : (times[times.length - 1] - times[0]) / (double) SECOND;
    return new Traffic(
        times.length, mostWithin(SECOND, times), mostWithin(60 * SECOND, times), seconds);
  }

  /** The most calls in any half-open span of this length. */
  static int mostWithin(long nanos, long[] sortedTimes) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < sortedTimes.length; last++) {
      while (sortedTimes[last] - sortedTimes[first] >= nanos) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
