package org.postlabel.comparison.map;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IsotonicRegressionTest {
  private static final double ROUNDING = 1e-9;

  /** The example of scikit-learn's sklearn/tests/test_isotonic.py, test_isotonic_regression. */
  @Test
  void fitsTheExampleOfScikitLearn() {
    double[] right = {0, 1, 2, 3, 4, 5, 6};

    assertThat(
        fitted(right, new double[] {3, 7, 5, 9, 8, 7, 10}),
        is(List.of(3., 6., 6., 8., 8., 8., 10.)));
  }

  /** The same file, test_isotonic_regression_ties_min and _max. */
  @Test
  void givesEqualScoresTheValueThatScikitLearnGivesThem() {
    assertThat(
        fitted(new double[] {1, 1, 2, 3, 4, 5}, new double[] {1, 2, 3, 4, 5, 6}),
        is(List.of(1.5, 1.5, 3., 4., 5., 6.)));
    assertThat(
        fitted(new double[] {1, 2, 3, 4, 5, 5}, new double[] {1, 2, 3, 4, 5, 6}),
        is(List.of(1., 2., 3., 4., 5.5, 5.5)));
  }

  /**
   * The pituitary data of de Leeuw, Hornik and Mair, Isotone optimization in R, 2009, section 5.
   */
  @Test
  void givesEqualScoresTheValueOfTheSecondaryMethod() {
    List<Double> sizes =
        fitted(
            new double[] {8, 8, 8, 10, 10, 10, 12, 12, 12, 14, 14},
            new double[] {21, 23.5, 23, 24, 21, 25, 21.5, 22, 19, 23.5, 25});

    for (int child = 0; child < 9; child++) {
      assertThat(sizes.get(child), is(closeTo(200 / 9., ROUNDING)));
    }
    assertThat(sizes.subList(9, 11), is(List.of(24.25, 24.25)));
  }

  /**
   * The example of github.com/ajtulloch/Isotonic.jl, test/basic.jl, whose weights are posts here.
   */
  @Test
  void countsEveryPostOfAScore() {
    double[] left = {1, 41, 51, 1, 2, 5, 24};
    double[] right =
        IntStream.range(0, 7)
            .mapToObj(i -> IntStream.rangeClosed(0, i).mapToDouble(post -> i))
            .flatMapToDouble(posts -> posts)
            .toArray();
    Knots.Mapping mapping =
        IsotonicRegression.fit(right, DoubleStream.of(right).map(i -> left[(int) i]).toArray())
            .mapping();

    List<Double> expected = List.of(1., 13.95, 13.95, 13.95, 13.95, 13.95, 24.);
    for (int i = 0; i < left.length; i++) {
      assertThat(mapping.of(i), is(closeTo(expected.get(i), ROUNDING)));
    }
  }

  /**
   * The maximum over all that is lower of the minimum over all that is higher of the means between:
   * Robertson, Wright and Dykstra, Order restricted statistical inference, 1988, theorem 1.4.4.
   */
  @Property(tries = 500)
  void fitsWhatTheFormulaOfMaximaAndMinimaGives(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 9) Integer> scores,
      @ForAll @Size(12) List<@IntRange(min = 0, max = 20) Integer> lefts) {
    double[] right = scores.stream().mapToDouble(Integer::doubleValue).toArray();
    double[] left = lefts.stream().limit(right.length).mapToDouble(Integer::doubleValue).toArray();

    Knots.Mapping mapping = IsotonicRegression.fit(right, left).mapping();

    for (double at : right) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (double from : right) {
        double least = Double.POSITIVE_INFINITY;
        for (double to : right) {
          if (from <= at && to >= at) {
            least = Math.min(least, meanBetween(from, to, right, left));
          }
        }
        greatest = from <= at ? Math.max(greatest, least) : greatest;
      }
      assertThat(mapping.of(at), is(closeTo(greatest, ROUNDING)));
    }
  }

  private static double meanBetween(double from, double to, double[] right, double[] left) {
    return IntStream.range(0, right.length)
        .filter(post -> right[post] >= from && right[post] <= to)
        .mapToDouble(post -> left[post])
        .average()
        .orElseThrow();
  }

  private static List<Double> fitted(double[] right, double[] left) {
    Knots.Mapping mapping = IsotonicRegression.fit(right, left).mapping();
    return Arrays.stream(right).map(mapping::of).boxed().toList();
  }
}
