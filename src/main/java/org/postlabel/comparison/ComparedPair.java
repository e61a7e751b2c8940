package org.postlabel.comparison;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.postlabel.comparison.map.MapFit;
import org.postlabel.comparison.pairs.Crosswalk.ColumnPair;
import org.postlabel.comparison.pairs.Scales;
import org.postlabel.evaluation.statistics.Bootstrap;
import org.postlabel.evaluation.statistics.Estimate;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.evaluation.statistics.ScorePairs;
import org.postlabel.evaluation.statistics.ScorePairs.Drawn;
import org.postlabel.evaluation.statistics.ScoreStatistic;

/**
 * How the scores of two columns compare.
 *
 * @param thresholds in the order of the left ones
 * @param map empty when none was asked for
 */
public record ComparedPair(
    ColumnPair columns,
    Scales scales,
    Coverage coverage,
    Map<ScoreStatistic, Estimate> statistics,
    List<MatchedThreshold> thresholds,
    Density density,
    List<QuantilePoint> quantiles,
    List<DifferingPost> differing,
    Optional<MapFit> map) {
  private static final List<ScoreStatistic> STATISTICS =
      List.of(
          ScoreStatistic.SPEARMAN,
          ScoreStatistic.PEARSON,
          ScoreStatistic.MEAN_DIFFERENCE,
          ScoreStatistic.MEAN_ABSOLUTE_ERROR);

  /** Points of the quantile map. */
  private static final int STEPS = 20;

  /**
   * How many posts have scores; of two sides in the ledger, how many texts.
   *
   * @param left with a score in the left column, whether on the right or not
   * @param isOfLeft whether {@code left} counts what {@code both} does: not if it counts texts of
   *     the ledger, of which one can be that of many posts
   */
  public record Coverage(long both, long left, long right, boolean isOfLeft, boolean isOfRight) {
    /** Which share of the left side has both scores; null if that is of texts and not of posts. */
    public Double leftShareOrNull() {
      return isOfLeft ? (double) both / left : null;
    }

    public Double rightShareOrNull() {
      return isOfRight ? (double) both / right : null;
    }
  }

  /** A score on the left, and the one on the right that keeps as many posts; null for none. */
  public record QuantilePoint(double left, Double rightOrNull) {}

  /**
   * A post whose place among all posts by the left score is far from that by the right one.
   *
   * @param key its uri; the hash of its text where only the ledger has it
   * @param text empty when the database does not have it
   */
  public record DifferingPost(
      String key, double left, double right, boolean isHigherOnTheLeft, String text) {}

  static ComparedPair of(
      ColumnPair columns,
      Scales scales,
      Coverage coverage,
      ScorePairs scores,
      List<Double> thresholds,
      Resampling resampling,
      List<DifferingPost> differing,
      Optional<MapFit> map) {
    Drawn all = scores.all();
    ThresholdMatching matching = new ThresholdMatching(scores, thresholds);
    Density density = Density.of(scores);
    List<QuantilePoint> quantiles =
        IntStream.range(1, STEPS)
            .mapToDouble(step -> density.left().low() + step * density.left().width() / STEPS)
            .mapToObj(left -> quantile(all, left))
            .toList();
    int ofPair = STATISTICS.size();
    Iterator<Estimate> estimates =
        Bootstrap.estimates(
                scores.size(),
                times -> {
                  Drawn drawn = scores.drawn(times);
                  double[] values = new double[ofPair + matching.numbers()];
                  for (int i = 0; i < ofPair; i++) {
                    values[i] = STATISTICS.get(i).of(drawn);
                  }
                  matching.write(drawn, times, values, ofPair);
                  return values;
                },
                resampling)
            .iterator();
    Map<ScoreStatistic, Estimate> statistics = new EnumMap<>(ScoreStatistic.class);
    STATISTICS.forEach(statistic -> statistics.put(statistic, estimates.next()));
    return new ComparedPair(
        columns,
        scales,
        coverage,
        statistics,
        matching.matched(estimates),
        density,
        quantiles,
        differing,
        map);
  }

  private static QuantilePoint quantile(Drawn all, double left) {
    double right = all.rightKeeping(all.leftFrom(left));
    return new QuantilePoint(left, Double.isNaN(right) ? null : right);
  }
}
