package org.postlabel.comparison.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.postlabel.evaluation.statistics.Bootstrap;
import org.postlabel.evaluation.statistics.Estimate;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.evaluation.statistics.ScorePairs;
import org.postlabel.evaluation.statistics.ScoreStatistic;

/**
 * How well mapped scores stand for the left ones of posts that the map was not fitted on. Intervals
 * are those of these posts; the map is taken as it is.
 *
 * @param before of the right scores as they are
 * @param after of the mapped scores
 * @param tenths of the posts, by their right scores, the lowest first; equal scores stay together,
 *     so there may be fewer
 */
public record MapJudgement(Quality before, Quality after, List<Tenth> tenths) {
  private static final int TENTHS = 10;

  private static final List<ScoreStatistic> STATISTICS =
      List.of(
          ScoreStatistic.SPEARMAN,
          ScoreStatistic.MEAN_DIFFERENCE,
          ScoreStatistic.MEAN_ABSOLUTE_ERROR,
          ScoreStatistic.VARIANCE_EXPLAINED);

  public MapJudgement {
    tenths = List.copyOf(tenths);
  }

  /**
   * Of one kind of scores, set against the left ones.
   *
   * @param meanDifference these less the left ones
   */
  public record Quality(
      Estimate spearman,
      Estimate meanDifference,
      Estimate meanAbsoluteError,
      Estimate varianceExplained) {
    private static Quality of(double[] left, double[] other, Resampling resampling) {
      Map<ScoreStatistic, Estimate> estimates =
          ScoreStatistic.estimates(STATISTICS, new ScorePairs(left, other), resampling);
      return new Quality(
          estimates.get(ScoreStatistic.SPEARMAN),
          estimates.get(ScoreStatistic.MEAN_DIFFERENCE),
          estimates.get(ScoreStatistic.MEAN_ABSOLUTE_ERROR),
          estimates.get(ScoreStatistic.VARIANCE_EXPLAINED));
    }
  }

  /**
   * Posts whose right scores are near each other.
   *
   * @param from the least right score
   * @param to the greatest one
   * @param left the mean left score
   * @param mapped the mean mapped score
   * @param difference the second less the first
   */
  public record Tenth(
      long posts, double from, double to, double left, double mapped, Estimate difference) {}

  /** Judges {@code mapped}, the scores that stand for {@code left}; takes arrays as its own. */
  static MapJudgement of(double[] left, double[] right, double[] mapped, Resampling resampling) {
    return new MapJudgement(
        Quality.of(left, right, resampling),
        Quality.of(left, mapped, resampling),
        tenths(left, right, mapped, resampling));
  }

  private static List<Tenth> tenths(
      double[] left, double[] right, double[] mapped, Resampling resampling) {
    ScorePairs pairs = new ScorePairs(left, right);
    ScorePairs.Drawn all = pairs.all();
    int[] tenthByPost = new int[left.length];
    Arrays.setAll(
        tenthByPost,
        post -> (int) (TENTHS * (all.rightRank(post) + left.length / 2.0) / left.length));
    List<Estimate> differences =
        Bootstrap.estimates(
            left.length, times -> differences(left, mapped, tenthByPost, times), resampling);
    List<Tenth> tenths = new ArrayList<>();
    for (int number = 0; number < TENTHS; number++) {
      Sums sums = new Sums();
      for (int post = 0; post < left.length; post++) {
        if (tenthByPost[post] == number) {
          sums.add(left[post], right[post], mapped[post]);
        }
      }
      if (sums.posts > 0) {
        tenths.add(sums.tenth(differences.get(number)));
      }
    }
    return tenths;
  }

  private static double[] differences(
      double[] left, double[] mapped, int[] tenthByPost, int[] times) {
    double[] sums = new double[TENTHS];
    long[] posts = new long[TENTHS];
    for (int post = 0; post < times.length; post++) {
      sums[tenthByPost[post]] += times[post] * (mapped[post] - left[post]);
      posts[tenthByPost[post]] += times[post];
    }
    for (int number = 0; number < TENTHS; number++) {
      sums[number] /= posts[number];
    }
    return sums;
  }

  private static final class Sums {
    private long posts;
    private double from = Double.POSITIVE_INFINITY;
    private double to = Double.NEGATIVE_INFINITY;
    private double left;
    private double mapped;

    private void add(double ofLeft, double right, double ofMapped) {
      posts++;
      from = Math.min(from, right);
      to = Math.max(to, right);
      left += ofLeft;
      mapped += ofMapped;
    }

    private Tenth tenth(Estimate difference) {
      return new Tenth(posts, from, to, left / posts, mapped / posts, difference);
    }
  }
}
