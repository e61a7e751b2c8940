package org.postlabel.comparison.map;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.evaluation.statistics.ScorePairs;
import org.postlabel.evaluation.statistics.ScoreStatistic;

/**
 * A map that was fitted on one half of the posts and judged on the other, or why there is none.
 *
 * @param refusal in one line; empty when there is a map
 */
public record MapFit(Optional<ScoreMap> map, Optional<String> refusal) {
  /** Below this rank correlation there is no map. */
  public static final double LEAST_CORRELATION = .5;

  /** Posts in either half. */
  public static final int FEWEST = 50;

  /**
   * Fits a map of {@code right} scores to {@code left} ones.
   *
   * @param isFitted by post whether it is in the half that the map is fitted on
   */
  public static MapFit of(
      MappedColumn left,
      MappedColumn right,
      ScorePairs scores,
      boolean[] isFitted,
      Resampling resampling) {
    int[] fitted = IntStream.range(0, isFitted.length).filter(post -> isFitted[post]).toArray();
    int[] judged = IntStream.range(0, isFitted.length).filter(post -> !isFitted[post]).toArray();
    if (Math.min(fitted.length, judged.length) < FEWEST) {
      return refused(
          String.format(
              Locale.ROOT,
              "%,d posts to fit it on and %,d to judge it on are too few: it needs %d of each",
              fitted.length,
              judged.length,
              FEWEST));
    }
    double[] judgedLeft = IntStream.of(judged).mapToDouble(scores::left).toArray();
    double[] judgedRight = IntStream.of(judged).mapToDouble(scores::right).toArray();
    double ofAll = ScoreStatistic.SPEARMAN.of(scores.all());
    double ofJudged = ScoreStatistic.SPEARMAN.of(new ScorePairs(judgedLeft, judgedRight).all());
    // Written so that a correlation that is not defined is refused.
    if (!(Math.min(ofAll, ofJudged) >= LEAST_CORRELATION)) {
      return refused(
          String.format(
              Locale.ROOT,
              "the rank correlation is %s of all posts and %s of those it would be judged on, and"
                  + " it needs %.1f for both: the two put posts in different orders, which no map"
                  + " changes",
              inWords(ofAll),
              inWords(ofJudged),
              LEAST_CORRELATION));
    }
    Knots knots =
        IsotonicRegression.fit(
            IntStream.of(fitted).mapToDouble(scores::right).toArray(),
            IntStream.of(fitted).mapToDouble(scores::left).toArray());
    Knots.Mapping mapping = knots.mapping();
    double[] mapped =
        IntStream.of(judged).mapToDouble(post -> mapping.of(scores.right(post))).toArray();
    return new MapFit(
        Optional.of(
            new ScoreMap(
                left,
                right,
                fitted.length,
                judged.length,
                ofAll,
                knots,
                MapJudgement.of(judgedLeft, judgedRight, mapped, resampling))),
        Optional.empty());
  }

  /** No map, because of {@code reason}. */
  public static MapFit refused(String reason) {
    return new MapFit(Optional.empty(), Optional.of(reason));
  }

  private static String inWords(double correlation) {
    return Double.isNaN(correlation)
        ? "not defined"
        : String.format(Locale.ROOT, "%.3f", correlation);
  }
}
