package org.postlabel.emulator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.postlabel.emulator.EmulatorStats.Traffic;

/**
 * When each call arrived and whether the quota admitted it, eight bytes a call. Calls may be noted
 * in any order; the sums are exact. Safe for many threads.
 */
final class CallLog {
  private static final long SECOND = 1_000_000_000L;
  private static final int TENTHS = 10;

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
    return traffic(false);
  }

  Traffic accepted() {
    return traffic(true);
  }

  private synchronized long[] copy() {
    return Arrays.copyOf(arrivals, size);
  }

  private Traffic traffic(boolean acceptedOnly) {
    long[] times =
        Arrays.stream(copy())
            .filter(entry -> !acceptedOnly || (entry & 1) == 1)
            .map(entry -> entry >> 1)
            .sorted()
            .toArray();
    List<Double> secondsByTenth =
        IntStream.rangeClosed(0, TENTHS).mapToObj(tenth -> secondsUntil(tenth, times)).toList();
    return new Traffic(
        times.length,
        mostWithin(SECOND, times),
        mostWithin(60 * SECOND, times),
        secondsByTenth.get(TENTHS),
        secondsByTenth);
  }

  private static double secondsUntil(int tenth, long[] sortedTimes) {
    if (sortedTimes.length == 0) {
      return 0;
    }
    int call = (int) ((sortedTimes.length - 1L) * tenth / TENTHS);
    return (sortedTimes[call] - sortedTimes[0]) / (double) SECOND;
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
