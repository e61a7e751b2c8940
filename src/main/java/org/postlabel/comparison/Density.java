package org.postlabel.comparison;

import java.util.Arrays;
import java.util.List;
import org.postlabel.evaluation.statistics.ScorePairs;

/**
 * How many posts lie where, by both scores.
 *
 * @param posts by step of the left scale, from its lower end, then by step of the right scale
 */
public record Density(Scale left, Scale right, List<List<Long>> posts) {
  /** Steps of either scale. */
  public static final int STEPS = 10;

  /** From 0 to 1 if all scores lie there, otherwise from the least score to the greatest. */
  public record Scale(double low, double width) {
    private static Scale of(double least, double greatest) {
      return least >= 0 && greatest <= 1
          ? new Scale(0, 1)
          : new Scale(least, greatest == least ? 1 : greatest - least);
    }

    /** Where the step begins. */
    public double from(int step) {
      return low + step * width / STEPS;
    }

    private int step(double score) {
      return (int) Math.min(STEPS - 1, Math.floor((score - low) / width * STEPS));
    }
  }

  static Density of(ScorePairs scores) {
    double leastLeft = Double.POSITIVE_INFINITY;
    double leastRight = Double.POSITIVE_INFINITY;
    double greatestLeft = Double.NEGATIVE_INFINITY;
    double greatestRight = Double.NEGATIVE_INFINITY;
    for (int pair = 0; pair < scores.size(); pair++) {
      leastLeft = Math.min(leastLeft, scores.left(pair));
      leastRight = Math.min(leastRight, scores.right(pair));
      greatestLeft = Math.max(greatestLeft, scores.left(pair));
      greatestRight = Math.max(greatestRight, scores.right(pair));
    }
    Scale left = Scale.of(leastLeft, greatestLeft);
    Scale right = Scale.of(leastRight, greatestRight);
    long[][] posts = new long[STEPS][STEPS];
    for (int pair = 0; pair < scores.size(); pair++) {
      posts[left.step(scores.left(pair))][right.step(scores.right(pair))]++;
    }
    return new Density(
        left, right, Arrays.stream(posts).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }
}
