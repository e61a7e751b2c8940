package org.postlabel.selection.sample;

import java.util.Arrays;

/**
 * The second pass to the rank that is the n-th of all: only ranks of the stretch where it lies are
 * kept. Not thread-safe.
 */
final class NthRank {
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
    if (RankCounts.stretchOf(rank) == stretch) {
      ranks[kept++] = rank;
    }
  }

  /** After the pass. */
  long get() {
    Arrays.sort(ranks);
    return ranks[n - 1];
  }
}
