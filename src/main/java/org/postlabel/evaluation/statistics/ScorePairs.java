package org.postlabel.evaluation.statistics;

import java.util.Arrays;

/**
 * Two numbers for each of some posts, of which each can be counted several times. Not thread-safe.
 */
public final class ScorePairs {
  private final double[] left;
  private final double[] right;
  private final Levels leftLevels;
  private final Levels rightLevels;
  private final double leftCentre;
  private final double rightCentre;

  /**
   * Takes both arrays as its own.
   *
   * @param left finite numbers
   * @param right as many
   */
  public ScorePairs(double[] left, double[] right) {
    if (left.length != right.length) {
      throw new IllegalArgumentException(left.length + " numbers and " + right.length);
    }
    this.left = left;
    this.right = right;
    this.leftLevels = new Levels(left);
    this.rightLevels = new Levels(right);
    this.leftCentre = Arrays.stream(left).average().orElse(0);
    this.rightCentre = Arrays.stream(right).average().orElse(0);
  }

  public int size() {
    return left.length;
  }

  public double left(int pair) {
    return left[pair];
  }

  public double right(int pair) {
    return right[pair];
  }

  /** Each pair once. */
  public Drawn all() {
    int[] once = new int[size()];
    Arrays.fill(once, 1);
    return drawn(once);
  }

  /** The pairs, counted as {@code times} says; valid until the next call. */
  public Drawn drawn(int[] times) {
    leftLevels.clear();
    rightLevels.clear();
    Sums sums = new Sums();
    for (int pair = 0; pair < times.length; pair++) {
      if (times[pair] > 0) {
        sums.add(
            left[pair] - leftCentre,
            right[pair] - rightCentre,
            times[pair],
            left[pair] - right[pair]);
        leftLevels.add(pair, times[pair]);
        rightLevels.add(pair, times[pair]);
      }
    }
    leftLevels.rank();
    rightLevels.rank();
    return new Drawn(this, sums, rankCovariance(times));
  }

  /** Of the ranks, which have the mean 0: the sum of their products. */
  private double rankCovariance(int[] times) {
    double sum = 0;
    for (int pair = 0; pair < times.length; pair++) {
      if (times[pair] > 0) {
        sum += times[pair] * leftLevels.rank(pair) * rightLevels.rank(pair);
      }
    }
    return sum;
  }

  /** Sums over pairs. */
  private static final class Sums {
    private long pairs;
    private double left;
    private double right;
    private double leftSquares;
    private double rightSquares;
    private double products;
    private double differences;

    private void add(double ofLeft, double ofRight, int times, double difference) {
      pairs += times;
      left += times * ofLeft;
      right += times * ofRight;
      leftSquares += times * ofLeft * ofLeft;
      rightSquares += times * ofRight * ofRight;
      products += times * ofLeft * ofRight;
      differences += times * Math.abs(difference);
    }
  }

  /** A set of pairs, of which some count several times and some not at all. */
  public static final class Drawn {
    private final ScorePairs of;
    private final Sums sums;
    private final double rankProducts;

    private Drawn(ScorePairs of, Sums sums, double rankProducts) {
      this.of = of;
      this.sums = sums;
      this.rankProducts = rankProducts;
    }

    public long pairs() {
      return sums.pairs;
    }

    /** The mean of the right numbers less that of the left ones. */
    double meanDifference() {
      return of.rightCentre - of.leftCentre + (sums.right - sums.left) / pairs();
    }

    double meanAbsoluteDifference() {
      return sums.differences / pairs();
    }

    /** The sum of the squared distances of the left numbers from their mean. */
    double leftSquares() {
      return Math.max(0, sums.leftSquares - sums.left * sums.left / pairs());
    }

    double rightSquares() {
      return Math.max(0, sums.rightSquares - sums.right * sums.right / pairs());
    }

    double products() {
      return sums.products - sums.left * sums.right / pairs();
    }

    boolean isVaried() {
      return isLeftVaried() && of.rightLevels.used() > 1;
    }

    boolean isLeftVaried() {
      return of.leftLevels.used() > 1;
    }

    /** Whether the numbers are not all the same, left and right ones together. */
    boolean isAnyVaried() {
      return isLeftVaried() || sums.differences > 0;
    }

    /** Pearson's coefficient of the ranks, where equal numbers share the mean of their ranks. */
    double rankCorrelation() {
      return isVaried()
          ? rankProducts / Math.sqrt(of.leftLevels.rankSquares() * of.rightLevels.rankSquares())
          : Double.NaN;
    }

    /** The rank of a pair's left number less the mean of all ranks. */
    public double leftRank(int pair) {
      return of.leftLevels.rank(pair);
    }

    /** The rank of a pair's right number less the mean of all ranks. */
    public double rightRank(int pair) {
      return of.rightLevels.rank(pair);
    }

    /** How many pairs have a left number of {@code threshold} or more. */
    public long leftFrom(double threshold) {
      return pairs() - of.leftLevels.below(threshold);
    }

    /** How many pairs have a right number of {@code threshold} or more. */
    public long rightFrom(double threshold) {
      return pairs() - of.rightLevels.below(threshold);
    }

    /**
     * The right number from which on there are as near as possible to {@code wanted} pairs; NaN
     * when that is none.
     */
    public double rightKeeping(long wanted) {
      return wanted == 0 ? Double.NaN : of.rightLevels.valueKeeping(wanted);
    }
  }
}
