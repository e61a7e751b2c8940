package org.postlabel.evaluation.statistics;

import java.util.Arrays;

/** The different values of some numbers in their order, and how often each counts. */
final class Levels {
  private final double[] values;
  private final int[] levelByPair;
  private final int[] counts;
  private final long[] below;
  private final double[] ranks;
  private long all;
  private int used;
  private double rankSquares;

  Levels(double[] numbers) {
    this.values = Arrays.stream(numbers).sorted().distinct().toArray();
    this.levelByPair = new int[numbers.length];
    for (int pair = 0; pair < numbers.length; pair++) {
      levelByPair[pair] = Arrays.binarySearch(values, numbers[pair]);
    }
    this.counts = new int[values.length];
    this.below = new long[values.length];
    this.ranks = new double[values.length];
  }

  void clear() {
    Arrays.fill(counts, 0);
  }

  void add(int pair, int times) {
    counts[levelByPair[pair]] += times;
  }

  /** To be called after the last pair. */
  void rank() {
    all = 0;
    used = 0;
    rankSquares = 0;
    for (int level = 0; level < values.length; level++) {
      below[level] = all;
      all += counts[level];
      used += counts[level] > 0 ? 1 : 0;
    }
    for (int level = 0; level < values.length; level++) {
      ranks[level] = below[level] + (counts[level] - all) / 2.0;
      rankSquares += counts[level] * ranks[level] * ranks[level];
    }
  }

  /** Less the mean of all ranks. */
  double rank(int pair) {
    return ranks[levelByPair[pair]];
  }

  double rankSquares() {
    return rankSquares;
  }

  /** How many different values count. */
  int used() {
    return used;
  }

  /** How many numbers are less than {@code threshold}. */
  long below(double threshold) {
    int level = Arrays.binarySearch(values, threshold);
    int first = level < 0 ? -level - 1 : level;
    return first == values.length ? all : below[first];
  }

  /**
   * The value from which on there are as near as possible to {@code wanted} numbers, which is one
   * at least; where two are as near, the lower.
   */
  double valueKeeping(long wanted) {
    int lower = after(all - wanted) - 1;
    int upper = lower + 1 == values.length ? lower : after(below[lower + 1]) - 1;
    boolean isUpperNearer =
        counts[upper] > 0 && wanted - (all - below[upper]) < (all - below[lower]) - wanted;
    return values[isUpperNearer ? upper : lower];
  }

  /** The first level below which there are more than {@code numbers}. */
  private int after(long numbers) {
    int first = 0;
    int end = values.length;
    while (first < end) {
      int middle = (first + end) >>> 1;
      if (below[middle] > numbers) {
        end = middle;
      } else {
        first = middle + 1;
      }
    }
    return first;
  }
}
