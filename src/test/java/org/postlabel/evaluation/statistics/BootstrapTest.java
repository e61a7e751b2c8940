package org.postlabel.evaluation.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.evaluation.statistics.ConfusionTable.Pair;

class BootstrapTest {
  private static final Pair RIGHT = new Pair("true", "true");
  private static final Pair WRONG = new Pair("true", "false");

  /** For a share, theory knows the interval: 0.7 and 1.96 times the root of 0.7 · 0.3 / 400. */
  @Test
  void findsTheIntervalThatTheoryKnows() {
    Estimate accuracy = accuracy(280, 120, new Resampling(4_000, 1));

    assertThat(accuracy.valueOrNull(), is(0.7));
    assertThat(accuracy.lowOrNull(), is(closeTo(0.655, 0.005)));
    assertThat(accuracy.highOrNull(), is(closeTo(0.745, 0.005)));
    assertThat(accuracy.defined(), is(4_000));
  }

  @Test
  void findsTheSameIntervalWithTheSameSeed() {
    Estimate first = accuracy(60, 37, new Resampling(500, 1));

    assertThat(accuracy(60, 37, new Resampling(500, 1)), is(first));
    assertThat(accuracy(60, 37, new Resampling(500, 2)), is(not(first)));
  }

  @Test
  void doesNotDependOnTheOrderOfThePairs() {
    List<Pair> pairs = pairs(60, 37);
    Collections.reverse(pairs);

    assertThat(
        Agreement.of(ConfusionTable.of(pairs), new Resampling(500, 1)).overall(),
        is(Agreement.of(ConfusionTable.of(pairs(60, 37)), new Resampling(500, 1)).overall()));
  }

  /** In half of all resamples of two pairs, both are the same. */
  @Test
  void countsTheResamplesInWhichAStatisticIsDefined() {
    ConfusionTable table = ConfusionTable.of(List.of(new Pair("a", "a"), new Pair("b", "b")));

    Estimate kappa =
        Agreement.of(table, new Resampling(1_000, 1)).overall().get(Statistic.COHENS_KAPPA);

    assertThat(kappa.valueOrNull(), is(1.0));
    assertThat((double) kappa.defined(), is(closeTo(500, 60)));
  }

  @Test
  void hasNoIntervalWhereThereIsNoEstimate() {
    Estimate kappa =
        Agreement.of(ConfusionTable.of(List.of(RIGHT, RIGHT)), new Resampling(100, 1))
            .overall()
            .get(Statistic.COHENS_KAPPA);

    assertThat(kappa, is(new Estimate(null, null, null, 0)));
  }

  @Test
  void leavesAShareOfNothingUndefinedAndCountsItAsZeroInAMean() {
    Agreement agreement = Agreement.of(ConfusionTable.of(List.of(WRONG)), new Resampling(100, 1));

    assertThat(agreement.classes().get(0).recall().valueOrNull(), is(nullValue()));
    assertThat(agreement.classes().get(1).precision().valueOrNull(), is(nullValue()));
    assertThat(agreement.overall().get(Statistic.MACRO_RECALL).valueOrNull(), is(0.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 0, -1, 10_001})
  void refusesTooFewAndTooManyResamples(int resamples) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> new Resampling(resamples, 1))
            .getMessage(),
        is("--resamples must be 100..10000, was " + resamples));
  }

  private static Estimate accuracy(int right, int wrong, Resampling resampling) {
    return Agreement.of(ConfusionTable.of(pairs(right, wrong)), resampling)
        .overall()
        .get(Statistic.ACCURACY);
  }

  private static List<Pair> pairs(int right, int wrong) {
    List<Pair> pairs = new ArrayList<>(Collections.nCopies(right, RIGHT));
    pairs.addAll(Collections.nCopies(wrong, WRONG));
    return pairs;
  }
}
