package org.postlabel.comparison.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The function that never falls and has the least squared error: the pool adjacent violators
 * algorithm (Barlow, Bartholomew, Bremner and Brunk, Statistical inference under order
 * restrictions, 1972). Equal right scores get one value, that of their mean (the secondary method
 * of de Leeuw, 1977), as in scikit-learn.
 */
final class IsotonicRegression {
  private IsotonicRegression() {}

  /** Neighbours in the order of right scores that get one value. */
  private static final class Pool {
    private final double first;
    private double last;
    private double sum;
    private long posts;

    private Pool(double right, double left) {
      this.first = right;
      this.last = right;
      this.sum = left;
      this.posts = 1;
    }

    private void add(Pool next) {
      last = next.last;
      sum += next.sum;
      posts += next.posts;
    }

    private double value() {
      return sum / posts;
    }
  }

  /**
   * Fits left scores by right ones.
   *
   * @param right finite numbers in any order, one at least
   * @param left as many
   */
  static Knots fit(double[] right, double[] left) {
    Integer[] order = new Integer[right.length];
    Arrays.setAll(order, post -> post);
    Arrays.sort(order, Comparator.comparingDouble(post -> right[post]));
    List<Pool> pools = new ArrayList<>();
    for (int post : order) {
      Pool pool = new Pool(right[post], left[post]);
      if (!pools.isEmpty() && last(pools).last == pool.first) {
        last(pools).add(pool);
      } else {
        pool(pools);
        pools.add(pool);
      }
    }
    pool(pools);
    return knots(pools);
  }

  private static Pool last(List<Pool> pools) {
    return pools.get(pools.size() - 1);
  }

  /** Pools the last with those before it that are not less; all others ascend already. */
  private static void pool(List<Pool> pools) {
    while (pools.size() > 1 && pools.get(pools.size() - 2).value() >= last(pools).value()) {
      Pool last = pools.remove(pools.size() - 1);
      last(pools).add(last);
    }
  }

  private static Knots knots(List<Pool> pools) {
    List<Double> right = new ArrayList<>();
    List<Double> left = new ArrayList<>();
    for (Pool pool : pools) {
      right.add(pool.first);
      left.add(pool.value());
      if (pool.last > pool.first) {
        right.add(pool.last);
        left.add(pool.value());
      }
    }
    return new Knots(right, left);
  }
}
