package org.postlabel.evaluation.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.distance.IntervalDistanceFunction;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

class ScoreStatisticTest {
  private static final double ROUNDING = 1e-9;

  /** Shrout and Fleiss, Psychological Bulletin 86 (1979), table 2: six targets, four judges. */
  private static final double[][] SHROUT_AND_FLEISS = {
    {9, 6, 8, 7, 10, 6}, {2, 1, 4, 1, 5, 2}, {5, 3, 6, 2, 6, 4}, {8, 2, 8, 6, 9, 7}
  };

  /** IQ against hours of television, the example of Wikipedia's article on the coefficient. */
  @Test
  void spearmansCoefficientOfAPublishedExample() {
    ScorePairs pairs =
        new ScorePairs(
            new double[] {106, 100, 86, 101, 99, 103, 97, 113, 112, 110},
            new double[] {7, 27, 2, 50, 28, 29, 20, 12, 6, 17});

    assertThat(ScoreStatistic.SPEARMAN.of(pairs.all()), is(closeTo(-29 / 165.0, ROUNDING)));
  }

  /** The examples of scikit-learn's {@code r2_score}. */
  @Test
  void varianceExplainedOfScikitLearnsExamples() {
    assertThat(
        ScoreStatistic.VARIANCE_EXPLAINED.of(
            new ScorePairs(new double[] {3, -.5, 2, 7}, new double[] {2.5, 0, 2, 8}).all()),
        is(closeTo(.9486081370449679, ROUNDING)));
    assertThat(
        ScoreStatistic.VARIANCE_EXPLAINED.of(
            new ScorePairs(new double[] {1, 2, 3}, new double[] {3, 2, 1}).all()),
        is(closeTo(-3, ROUNDING)));
  }

  /** Their table 4 prints .29; what finds that for four judges is what we are held against. */
  @Test
  void intraclassCorrelationOfShroutAndFleiss() {
    assertThat(intraclassCorrelation(SHROUT_AND_FLEISS), is(closeTo(.29, 0.005)));
    for (int judge = 1; judge < SHROUT_AND_FLEISS.length; judge++) {
      double[] first = SHROUT_AND_FLEISS[0];
      double[] other = SHROUT_AND_FLEISS[judge];

      assertThat(
          ScoreStatistic.INTRACLASS_CORRELATION.of(pairs(first, other).all()),
          is(closeTo(intraclassCorrelation(first, other), ROUNDING)));
    }
  }

  /** The centred sums of such numbers are not always 0, but what rounding leaves. */
  @Test
  void intraclassCorrelationAndAlphaOfOneNumberAloneAreNotDefined() {
    ScorePairs pairs = pairs(new double[] {1, 1, 1, 2, 3}, new double[] {1, 1, 1, 2, 2});

    for (ScoreStatistic statistic :
        List.of(ScoreStatistic.INTRACLASS_CORRELATION, ScoreStatistic.KRIPPENDORFFS_ALPHA)) {
      assertThat(
          statistic.words(), statistic.of(pairs.drawn(new int[] {3, 1, 1, 0, 0})), is(Double.NaN));
    }
  }

  @Test
  void intraclassCorrelationAndAlphaOfTwoNumbersThatAlwaysDifferAreDefined() {
    ScorePairs.Drawn drawn =
        pairs(new double[] {1, 1, 1, 5}, new double[] {2, 2, 2, 5}).drawn(new int[] {1, 1, 1, 0});

    assertThat(ScoreStatistic.INTRACLASS_CORRELATION.of(drawn), is(closeTo(0, ROUNDING)));
    assertThat(ScoreStatistic.KRIPPENDORFFS_ALPHA.of(drawn), is(closeTo(-2 / 3.0, ROUNDING)));
  }

  /** About one resample in eight has only pairs of one number. */
  @Test
  void intervalsOfMostlyOneNumberStayBelowOne() {
    double[] left = new double[30];
    double[] right = new double[30];
    Arrays.fill(left, 1);
    Arrays.fill(right, 1);
    left[28] = 2;
    left[29] = 3;
    right[28] = 2;
    right[29] = 2;

    ScoreStatistic.estimates(
            List.of(ScoreStatistic.INTRACLASS_CORRELATION, ScoreStatistic.KRIPPENDORFFS_ALPHA),
            pairs(left, right),
            new Resampling(1_000, 1))
        .forEach(
            (statistic, estimate) ->
                assertThat(
                    statistic.words(), estimate.highOrNull(), is(lessThanOrEqualTo(1 + ROUNDING))));
  }

  /** By the library of Meyer, Mieskes, Stab and Gurevych, DKPro Agreement, COLING 2014. */
  @Property(tries = 200)
  void alphaIsTheOneThatOthersFind(@ForAll("ratings") double[][] ratings) {
    CodingAnnotationStudy study = new CodingAnnotationStudy(2);
    for (int post = 0; post < ratings[0].length; post++) {
      study.addItem(ratings[0][post], ratings[1][post]);
    }
    double alpha = ScoreStatistic.KRIPPENDORFFS_ALPHA.of(pairs(ratings[0], ratings[1]).all());

    if (Arrays.stream(ratings).flatMapToDouble(Arrays::stream).distinct().count() > 1) {
      assertThat(
          alpha,
          is(
              closeTo(
                  new KrippendorffAlphaAgreement(study, new IntervalDistanceFunction())
                      .calculateAgreement(),
                  ROUNDING)));
    } else {
      assertThat(alpha, is(Double.NaN));
    }
  }

  /** With many ties. */
  @Property(tries = 200)
  void correlationsAreThoseThatHipparchusFinds(@ForAll("ratings") double[][] ratings) {
    ScorePairs pairs = pairs(ratings[0], ratings[1]);
    double pearson = new PearsonsCorrelation().correlation(ratings[0], ratings[1]);

    if (Arrays.stream(ratings).allMatch(of -> Arrays.stream(of).distinct().count() > 1)) {
      assertThat(ScoreStatistic.PEARSON.of(pairs.all()), is(closeTo(pearson, ROUNDING)));
      assertThat(
          ScoreStatistic.SPEARMAN.of(pairs.all()),
          is(closeTo(new SpearmansCorrelation().correlation(ratings[0], ratings[1]), ROUNDING)));
    } else {
      assertThat(ScoreStatistic.PEARSON.of(pairs.all()), is(Double.NaN));
      assertThat(ScoreStatistic.SPEARMAN.of(pairs.all()), is(Double.NaN));
    }
  }

  /** A pair that counts three times is three pairs. */
  @Property(tries = 200)
  void countsAPairAsOftenAsItIsDrawn(@ForAll("ratings") double[][] ratings, @ForAll long seed) {
    Random random = new Random(seed);
    int[] times = IntStream.range(0, ratings[0].length).map(post -> random.nextInt(3)).toArray();
    times[0] = 2;
    int[] posts =
        IntStream.range(0, times.length)
            .flatMap(post -> IntStream.generate(() -> post).limit(times[post]))
            .toArray();
    ScorePairs repeated = pairs(at(posts, ratings[0]), at(posts, ratings[1]));

    for (ScoreStatistic statistic : ScoreStatistic.values()) {
      double expected = statistic.of(repeated.all());
      double drawn = statistic.of(pairs(ratings[0], ratings[1]).drawn(times));
      assertThat(
          statistic.words(),
          drawn,
          Double.isNaN(expected) ? is(Double.NaN) : closeTo(expected, ROUNDING));
    }
  }

  @Test
  void findsTheDifferencesOfTheRightFromTheLeft() {
    ScorePairs pairs = new ScorePairs(new double[] {.1, .5, .9}, new double[] {.2, .4, .6});

    assertThat(ScoreStatistic.MEAN_DIFFERENCE.of(pairs.all()), is(closeTo(-.1, ROUNDING)));
    assertThat(ScoreStatistic.MEAN_ABSOLUTE_ERROR.of(pairs.all()), is(closeTo(.5 / 3, ROUNDING)));
  }

  /** Fisher: the inverse hyperbolic tangent of r has the standard error 1 / √(n − 3). */
  @Test
  void findsTheIntervalThatTheoryKnows() {
    Random random = new Random(1);
    double[] left = random.doubles(400).map(unused -> random.nextGaussian()).toArray();
    double[] right = Arrays.stream(left).map(x -> .6 * x + .8 * random.nextGaussian()).toArray();

    Estimate pearson =
        ScoreStatistic.estimates(
                List.of(ScoreStatistic.PEARSON), pairs(left, right), new Resampling(2_000, 1))
            .get(ScoreStatistic.PEARSON);

    double z = Math.log((1 + pearson.valueOrNull()) / (1 - pearson.valueOrNull())) / 2;
    assertThat(pearson.lowOrNull(), is(closeTo(Math.tanh(z - 1.96 / Math.sqrt(397)), 0.015)));
    assertThat(pearson.highOrNull(), is(closeTo(Math.tanh(z + 1.96 / Math.sqrt(397)), 0.015)));
  }

  /** Of all numbers on the right, by trying each. */
  @Property(tries = 200)
  void keepsAsManyOnTheRightAsCanBe(@ForAll("ratings") double[][] ratings, @ForAll long seed) {
    int posts = ratings[0].length;
    int wanted = 1 + new Random(seed).nextInt(posts);
    ScorePairs.Drawn drawn = pairs(ratings[0], ratings[1]).all();

    long kept = drawn.rightFrom(drawn.rightKeeping(wanted));

    for (double candidate : ratings[1]) {
      assertThat(
          Math.abs(kept - wanted),
          is(lessThan(Math.abs(drawn.rightFrom(candidate) - wanted) + 1L)));
    }
  }

  @Provide
  Arbitrary<double[][]> ratings() {
    return Arbitraries.integers()
        .between(2, 40)
        .flatMap(
            posts ->
                Arbitraries.integers()
                    .between(0, 6)
                    .map(step -> step / 4.0)
                    .array(Double[].class)
                    .ofSize(2 * posts))
        .map(
            all -> {
              double[] plain = Arrays.stream(all).mapToDouble(Double::doubleValue).toArray();
              return new double[][] {
                Arrays.copyOf(plain, plain.length / 2),
                Arrays.copyOfRange(plain, plain.length / 2, plain.length)
              };
            });
  }

  private static double[] at(int[] posts, double[] ratings) {
    return Arrays.stream(posts).mapToDouble(post -> ratings[post]).toArray();
  }

  private static ScorePairs pairs(double[] left, double[] right) {
    return new ScorePairs(left.clone(), right.clone());
  }

  /** By analysis of variance, for any number of raters. */
  private static double intraclassCorrelation(double[]... raters) {
    int posts = raters[0].length;
    List<Double> all = new ArrayList<>();
    Arrays.stream(raters).flatMapToDouble(Arrays::stream).forEach(all::add);
    double mean = all.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double total = all.stream().mapToDouble(value -> Math.pow(value - mean, 2)).sum();
    double ofPosts = 0;
    for (int post = 0; post < posts; post++) {
      int row = post;
      double ofRow = Arrays.stream(raters).mapToDouble(of -> of[row]).average().orElseThrow();
      ofPosts += raters.length * Math.pow(ofRow - mean, 2);
    }
    double ofRaters = 0;
    for (double[] rater : raters) {
      ofRaters += posts * Math.pow(Arrays.stream(rater).average().orElseThrow() - mean, 2);
    }
    double meanOfPosts = ofPosts / (posts - 1);
    double meanOfRaters = ofRaters / (raters.length - 1);
    double error = (total - ofPosts - ofRaters) / ((posts - 1) * (raters.length - 1));
    return (meanOfPosts - error)
        / (meanOfPosts
            + (raters.length - 1) * error
            + raters.length * (meanOfRaters - error) / posts);
  }
}
