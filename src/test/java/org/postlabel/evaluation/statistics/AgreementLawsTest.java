package org.postlabel.evaluation.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.CohenKappaAgreement;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.distance.NominalDistanceFunction;
import org.hamcrest.Matcher;
import org.postlabel.evaluation.statistics.ConfusionTable.Pair;

class AgreementLawsTest {
  private static final double ROUNDING = 1e-9;
  private static final Resampling RESAMPLING = new Resampling(200, 7);

  @Provide
  Arbitrary<List<Pair>> pairs() {
    Arbitrary<String> names = Arbitraries.of("left", "moderate", "none", "right", "unclear");
    return Combinators.combine(names, names).as(Pair::new).list().ofMinSize(1).ofMaxSize(60);
  }

  @Property(tries = 300)
  void perfectAgreementIsOne(@ForAll("pairs") List<Pair> pairs) {
    ConfusionTable table =
        ConfusionTable.of(pairs.stream().map(pair -> new Pair(pair.gold(), pair.gold())).toList());
    boolean isVaried = table.classes().size() > 1;

    Agreement agreement = Agreement.of(table, RESAMPLING);

    agreement
        .overall()
        .forEach(
            (statistic, estimate) -> {
              boolean isDefined = isVaried || !isCorrectedForChance(statistic);
              assertThat(statistic.words(), estimate.valueOrNull(), is(isDefined ? 1.0 : null));
              assertThat(statistic.words(), estimate.lowOrNull(), is(isDefined ? 1.0 : null));
            });
    agreement.classes().forEach(scores -> assertThat(scores.f1().valueOrNull(), is(1.0)));
  }

  @Property(tries = 300)
  void swappingTheRatersSwapsPrecisionAndRecallOnly(@ForAll("pairs") List<Pair> pairs) {
    ConfusionTable table = ConfusionTable.of(pairs);
    ConfusionTable swapped =
        ConfusionTable.of(pairs.stream().map(pair -> new Pair(pair.label(), pair.gold())).toList());

    for (Statistic statistic : Statistic.values()) {
      Statistic counterpart =
          switch (statistic) {
            case MACRO_PRECISION -> Statistic.MACRO_RECALL;
            case MACRO_RECALL -> Statistic.MACRO_PRECISION;
            case ACCURACY, MACRO_F1, COHENS_KAPPA, KRIPPENDORFFS_ALPHA -> statistic;
          };
      assertThat(statistic.of(swapped), is(sameAs(counterpart.of(table))));
    }
  }

  /** Each gold class meets the labels in the same proportions. */
  @Property(tries = 300)
  void agreementByChanceIsAboutZero(
      @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 6) Integer> proportions) {
    List<Pair> pairs = new ArrayList<>();
    for (int gold = 0; gold < proportions.size(); gold++) {
      for (int label = 0; label < proportions.size(); label++) {
        for (int i = 0; i < proportions.get(gold) * proportions.get(label); i++) {
          pairs.add(new Pair("class " + gold, "class " + label));
        }
      }
    }
    ConfusionTable table = ConfusionTable.of(pairs);

    assertThat(Statistic.COHENS_KAPPA.of(table), is(closeTo(0, ROUNDING)));
    assertThat(
        "no more than it is corrected for the sample's size",
        Statistic.KRIPPENDORFFS_ALPHA.of(table),
        is(closeTo(0, 1.0 / pairs.size())));
  }

  @Property(tries = 300)
  void anIntervalHoldsItsEstimateAndStaysInRange(@ForAll("pairs") List<Pair> pairs) {
    Agreement agreement = Agreement.of(ConfusionTable.of(pairs), RESAMPLING);

    Stream.concat(
            agreement.overall().values().stream(),
            agreement.classes().stream()
                .flatMap(scores -> Stream.of(scores.precision(), scores.recall(), scores.f1())))
        .filter(estimate -> estimate.lowOrNull() != null)
        .forEach(
            estimate -> {
              assertThat(estimate.lowOrNull(), is(lessThanOrEqualTo(estimate.valueOrNull())));
              assertThat(estimate.highOrNull(), is(greaterThanOrEqualTo(estimate.valueOrNull())));
              assertThat(estimate.highOrNull(), is(lessThanOrEqualTo(1 + ROUNDING)));
            });
  }

  /** By the library of Meyer, Mieskes, Stab and Gurevych, DKPro Agreement, COLING 2014. */
  @Property(tries = 300)
  void kappaAndAlphaAreThoseThatOthersFind(@ForAll("pairs") List<Pair> pairs) {
    ConfusionTable table = ConfusionTable.of(pairs);
    CodingAnnotationStudy study = new CodingAnnotationStudy(2);
    pairs.forEach(pair -> study.addItem(pair.gold(), pair.label()));

    if (table.classes().size() == 1) {
      assertThat(Statistic.COHENS_KAPPA.of(table), is(Double.NaN));
      assertThat(Statistic.KRIPPENDORFFS_ALPHA.of(table), is(Double.NaN));
      return;
    }
    assertThat(
        Statistic.COHENS_KAPPA.of(table),
        is(closeTo(new CohenKappaAgreement(study).calculateAgreement(), ROUNDING)));
    assertThat(
        Statistic.KRIPPENDORFFS_ALPHA.of(table),
        is(
            closeTo(
                new KrippendorffAlphaAgreement(study, new NominalDistanceFunction())
                    .calculateAgreement(),
                ROUNDING)));
  }

  @Property(tries = 300)
  void countsEachPairOnceAndInItsPlace(@ForAll("pairs") List<Pair> pairs) {
    ConfusionTable table = ConfusionTable.of(pairs);
    Map<Pair, Long> expected = new HashMap<>();
    pairs.forEach(pair -> expected.merge(pair, 1L, Long::sum));

    Map<Pair, Long> counted = new HashMap<>();
    for (int gold = 0; gold < table.classes().size(); gold++) {
      for (int label = 0; label < table.classes().size(); label++) {
        if (table.count(gold, label) > 0) {
          counted.put(
              new Pair(table.classes().get(gold), table.classes().get(label)),
              table.count(gold, label));
        }
      }
    }

    assertThat(counted, is(expected));
    assertThat(table.pairs(), is((long) pairs.size()));
  }

  private static boolean isCorrectedForChance(Statistic statistic) {
    return statistic == Statistic.COHENS_KAPPA || statistic == Statistic.KRIPPENDORFFS_ALPHA;
  }

  private static Matcher<Double> sameAs(double value) {
    return Double.isNaN(value) ? is(Double.NaN) : closeTo(value, ROUNDING);
  }
}
