package org.postlabel.evaluation.statistics;

import com.fasterxml.jackson.databind.EnumNamingStrategies.CamelCaseStrategy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.postlabel.evaluation.statistics.ScorePairs.Drawn;

/** One number for pairs of numbers; NaN where it is not defined. */
@SuppressWarnings("ImmutableEnumChecker") // Formulas have no state.
public enum ScoreStatistic {
  /** Pearson's coefficient of the ranks; equal numbers share the mean of their ranks. */
  SPEARMAN("Spearman's rank correlation", Drawn::rankCorrelation),
  PEARSON(
      "Pearson's correlation",
      drawn ->
          drawn.isVaried()
              ? drawn.products() / Math.sqrt(drawn.leftSquares() * drawn.rightSquares())
              : Double.NaN),
  /** Right less left. */
  MEAN_DIFFERENCE("mean difference", Drawn::meanDifference),
  MEAN_ABSOLUTE_ERROR("mean absolute error", Drawn::meanAbsoluteDifference),

  /**
   * The coefficient of determination of the right numbers as estimates of the left ones: 1 less the
   * squared errors over the squared distances of the left numbers from their mean. Below 0 where
   * that mean would be the better estimate; not defined where the left numbers are all the same.
   */
  VARIANCE_EXPLAINED("share of variance explained", ScoreStatistic::varianceExplained),

  /**
   * The intraclass correlation of single numbers, raters being random: Shrout and Fleiss,
   * Intraclass correlations: uses in assessing rater reliability, 1979, ICC(2,1). Not defined for
   * one pair, nor where all numbers are the same.
   */
  INTRACLASS_CORRELATION("ICC(2,1)", ScoreStatistic::intraclassCorrelation),

  /**
   * Krippendorff's alpha with squared distances: Computing Krippendorff's alpha-reliability, 2011.
   * Not defined where all numbers are the same.
   */
  KRIPPENDORFFS_ALPHA("Krippendorff's alpha (interval)", ScoreStatistic::alpha);

  private final String words;
  private final ToDoubleFunction<Drawn> formula;

  ScoreStatistic(String words, ToDoubleFunction<Drawn> formula) {
    this.words = words;
    this.formula = formula;
  }

  public String jsonName() {
    return CamelCaseStrategy.INSTANCE.convertEnumToExternalName(name());
  }

  /** As people call it. */
  public String words() {
    return words;
  }

  public double of(Drawn drawn) {
    return formula.applyAsDouble(drawn);
  }

  /** The estimates of {@code statistics}, each with its interval. */
  public static Map<ScoreStatistic, Estimate> estimates(
      List<ScoreStatistic> statistics, ScorePairs pairs, Resampling resampling) {
    List<Estimate> estimates =
        Bootstrap.estimates(
            pairs.size(),
            times -> {
              Drawn drawn = pairs.drawn(times);
              return statistics.stream().mapToDouble(one -> one.of(drawn)).toArray();
            },
            resampling);
    Map<ScoreStatistic, Estimate> byStatistic = new EnumMap<>(ScoreStatistic.class);
    for (int i = 0; i < estimates.size(); i++) {
      byStatistic.put(statistics.get(i), estimates.get(i));
    }
    return byStatistic;
  }

  private static double intraclassCorrelation(Drawn drawn) {
    if (!drawn.isAnyVaried()) {
      return Double.NaN; // What is left of the sums is rounding.
    }
    double pairs = drawn.pairs();
    double squares = drawn.leftSquares() + drawn.rightSquares();
    double betweenPosts = (squares / 2 + drawn.products()) / (pairs - 1);
    double betweenRaters = pairs * drawn.meanDifference() * drawn.meanDifference() / 2;
    double error = (squares / 2 - drawn.products()) / (pairs - 1);
    return (betweenPosts - error) / (betweenPosts + error + 2 * (betweenRaters - error) / pairs);
  }

  private static double varianceExplained(Drawn drawn) {
    if (!drawn.isLeftVaried()) {
      return Double.NaN;
    }
    double ofMeans = drawn.pairs() * drawn.meanDifference() * drawn.meanDifference();
    double errors = drawn.leftSquares() + drawn.rightSquares() - 2 * drawn.products() + ofMeans;
    return 1 - errors / drawn.leftSquares();
  }

  private static double alpha(Drawn drawn) {
    if (!drawn.isAnyVaried()) {
      return Double.NaN; // What is left of the sums is rounding.
    }
    double pairs = drawn.pairs();
    double squares = drawn.leftSquares() + drawn.rightSquares();
    double ofMeans = pairs * drawn.meanDifference() * drawn.meanDifference();
    double observed = (squares - 2 * drawn.products() + ofMeans) / pairs;
    double expected = 2 * (squares + ofMeans / 2) / (2 * pairs - 1);
    return 1 - observed / expected;
  }
}
