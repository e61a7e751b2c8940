package org.postlabel.evaluation.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postlabel.evaluation.statistics.ConfusionTable.Pair;

/** Examples whose numbers others have worked out and printed. */
class PublishedExamplesTest {
  private static final double PRINTED = 0.0005;

  /**
   * Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement
   * 20 (1960), page 45: kappa is .29 / .59.
   */
  @Test
  void cohensKappaOfHisOwnTable() {
    ConfusionTable table = table(new int[][] {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}});

    assertThat(Statistic.ACCURACY.of(table), is(closeTo(0.7, PRINTED)));
    assertThat(Statistic.COHENS_KAPPA.of(table), is(closeTo(0.492, PRINTED)));
  }

  /**
   * Krippendorff, Computing Krippendorff's alpha-reliability (2011), section A: binary data of Meg
   * and Owen.
   */
  @Test
  void krippendorffsAlphaOfHisBinaryData() {
    assertThat(
        Statistic.KRIPPENDORFFS_ALPHA.of(
            ConfusionTable.of(pairs("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"))),
        is(closeTo(0.095, PRINTED)));
  }

  /** The same, section B: nominal data of Ben and Gerry. */
  @Test
  void krippendorffsAlphaOfHisNominalData() {
    assertThat(
        Statistic.KRIPPENDORFFS_ALPHA.of(
            ConfusionTable.of(pairs("a a b b d c c c e d d a", "b a b b b c c c e d d d"))),
        is(closeTo(0.692, PRINTED)));
  }

  /** The first example of scikit-learn's {@code classification_report}, which prints two digits. */
  @Test
  void sharesOfScikitLearnsReport() {
    ConfusionTable table = ConfusionTable.of(pairs("0 1 2 2 2", "0 0 2 2 1"));

    assertThat(table.precision(0), is(0.5));
    assertThat(table.recall(0), is(1.0));
    assertThat(table.f1(0), is(closeTo(0.67, 0.005)));
    assertThat(List.of(table.precision(1), table.recall(1), table.f1(1)), is(List.of(0., 0., 0.)));
    assertThat(table.precision(2), is(1.0));
    assertThat(table.recall(2), is(closeTo(0.67, 0.005)));
    assertThat(table.f1(2), is(closeTo(0.8, 0.005)));
    assertThat(Statistic.ACCURACY.of(table), is(0.6));
    assertThat(Statistic.MACRO_PRECISION.of(table), is(0.5));
    assertThat(Statistic.MACRO_RECALL.of(table), is(closeTo(0.56, 0.005)));
    assertThat(Statistic.MACRO_F1.of(table), is(closeTo(0.49, 0.005)));
  }

  /** Values with a blank between them: those of one rater, and those of the other. */
  private static List<Pair> pairs(String gold, String labels) {
    List<Pair> pairs = new ArrayList<>();
    String[] label = labels.split(" ", -1);
    for (String value : gold.split(" ", -1)) {
      pairs.add(new Pair(value, label[pairs.size()]));
    }
    return pairs;
  }

  private static ConfusionTable table(int[][] counts) {
    List<Pair> pairs = new ArrayList<>();
    for (int gold = 0; gold < counts.length; gold++) {
      for (int label = 0; label < counts.length; label++) {
        for (int pair = 0; pair < counts[gold][label]; pair++) {
          pairs.add(new Pair("class " + gold, "class " + label));
        }
      }
    }
    return ConfusionTable.of(pairs);
  }
}
