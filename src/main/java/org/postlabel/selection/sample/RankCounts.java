package org.postlabel.selection.sample;

import java.util.Arrays;

/**
 * How many ranks lie in each of a thousand equal stretches, which is the first of two passes to the
 * rank that is the n-th of all: little memory, whatever n. Not thread-safe.
 */
final class RankCounts {
  private static final int STRETCH_BITS = 10;

  private final long[] ranksByStretch = new long[1 << STRETCH_BITS];
  private long ranks;

  void add(long rank) {
    ranksByStretch[stretchOf(rank)]++;
    ranks++;
  }

  /** How many ranks were added. */
  long ranks() {
    return ranks;
  }

  /** The second pass to the rank that is the {@code n}-th, from 1 to {@link #ranks()}. */
  NthRank nth(long n) {
    int stretch = 0;
    long left = n;
    while (left > ranksByStretch[stretch]) {
      left -= ranksByStretch[stretch++];
    }
    return new NthRank(stretch, (int) ranksByStretch[stretch], (int) left);
  }

  /** From the least rank to the greatest. */
  static int stretchOf(long rank) {
    return (int) (rank >> (Long.SIZE - STRETCH_BITS)) + (1 << (STRETCH_BITS - 1));
  }

  /**
   * The second pass to the rank that is the n-th of all: only ranks of the stretch where it lies
   * are kept. Not thread-safe.
   */
  static final class NthRank {
    private final int stretch;
    private final int n;
    private final long[] ranks;
    private int kept;

    /**
     * @param ranksOfStretch how many the second pass will meet there
     * @param n which one of them it is, from 1
     */
    NthRank(int stretch, int ranksOfStretch, int n) {
      this.stretch = stretch;
      this.n = n;
      this.ranks = new long[ranksOfStretch];
    }

    void add(long rank) {
      if (stretchOf(rank) == stretch) {
        ranks[kept++] = rank;
      }
    }

    /** After the pass. */
    long get() {
      Arrays.sort(ranks);
      return ranks[n - 1];
    }
  }
}
