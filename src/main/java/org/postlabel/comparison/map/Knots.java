package org.postlabel.comparison.map;

import java.util.Arrays;
import java.util.List;

/**
 * A function from right scores to left ones that never falls: linear between its knots, and beyond
 * the first and the last one as high as there.
 *
 * @param right ascending
 * @param left as many, none less than the one before it
 */
public record Knots(List<Double> right, List<Double> left) {
  public Knots {
    right = List.copyOf(right);
    left = List.copyOf(left);
    if (right.isEmpty() || right.size() != left.size()) {
      throw new IllegalArgumentException(
          "there are %d right and %d left knots".formatted(right.size(), left.size()));
    }
    for (int i = 0; i < right.size(); i++) {
      if (!Double.isFinite(right.get(i)) || !Double.isFinite(left.get(i))) {
        throw new IllegalArgumentException("a knot is no number: " + i);
      }
      if (i > 0 && (right.get(i) <= right.get(i - 1) || left.get(i) < left.get(i - 1))) {
        throw new IllegalArgumentException("the knots do not ascend: " + i);
      }
    }
  }

  /** As a function that is quick for many scores. */
  public Mapping mapping() {
    return new Mapping(toArray(right), toArray(left));
  }

  private static double[] toArray(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The knots as numbers. */
  public static final class Mapping {
    private final double[] right;
    private final double[] left;

    private Mapping(double[] right, double[] left) {
      this.right = right;
      this.left = left;
    }

    /** The left score that stands for {@code score}; NaN for NaN. */
    public double of(double score) {
      if (Double.isNaN(score)) {
        return score;
      }
      int place = Arrays.binarySearch(right, score);
      if (place >= 0) {
        return left[place];
      }
      int after = -place - 1;
      if (after == 0 || after == right.length) {
        return left[after == 0 ? 0 : after - 1];
      }
      return between(right, left, after, score);
    }

    /** The least right score that is mapped to {@code score} or more; NaN when none is. */
    public double reaching(double score) {
      int after = 0;
      while (after < left.length && left[after] < score) {
        after++;
      }
      if (after == 0 || after == left.length) {
        return after == 0 ? right[0] : Double.NaN;
      }
      return between(left, right, after, score);
    }

    /** On the line to the knot {@code after}; never beyond either end, whatever is rounded. */
    private static double between(double[] from, double[] to, int after, double at) {
      double part = (at - from[after - 1]) / (from[after] - from[after - 1]);
      double between = to[after - 1] + part * (to[after] - to[after - 1]);
      return Math.max(to[after - 1], Math.min(to[after], between));
    }
  }
}
