package org.postlabel.comparison;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.comparison.ComparedPair.Coverage;
import org.postlabel.comparison.ComparedPair.DifferingPost;
import org.postlabel.comparison.map.MapFit;
import org.postlabel.comparison.map.MappedColumn;
import org.postlabel.comparison.map.ScoreMap;
import org.postlabel.comparison.pairs.Crosswalk.ColumnPair;
import org.postlabel.comparison.pairs.Scales;
import org.postlabel.evaluation.statistics.ScoreStatistic;
import org.postlabel.post.LabelTable.Scale;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class ComparisonTest {
  private static final String LEFT = "perspective_api_labels";
  private static final String RIGHT = "new_labels";

  @Parameter Engine engine;
  @AutoClose private FreshDatabase tables;
  private TwoScorers scorers;

  @BeforeEach
  void makeTables() {
    tables = engine.migrated();
    scorers = TwoScorers.in(tables);
  }

  @Test
  void pairsScoresOfTheSamePostAndText() {
    scorers.add("at://a", .1, .2);
    scorers.add("at://b", .9, .6);
    scorers.add("at://unscored", .4, null);
    scorers.addLeft("at://only-left", "alone", .5);
    scorers.addLeft("at://edited", "before", .5);
    scorers.addRight("at://edited", "after", .5, "new-scorer");

    Comparison comparison = scorers.compare(LEFT + ".prob_toxic", RIGHT + ".harassment");

    ComparedPair pair = comparison.pairs().get(0);
    assertThat(pair.columns(), is(new ColumnPair("prob_toxic", "harassment")));
    assertThat(pair.coverage(), is(new Coverage(2, 5, 3, true, true)));
    assertThat(pair.statistics().get(ScoreStatistic.SPEARMAN).valueOrNull(), is(1.0));
    assertThat(
        pair.statistics().get(ScoreStatistic.MEAN_DIFFERENCE).valueOrNull(),
        is(closeTo(-.1, 1e-9)));
    assertThat(comparison.leftScorers(), is(Set.of("old-scorer")));
    assertThat(comparison.rightScorers(), is(Set.of("new-scorer")));
  }

  @Test
  void pairsColumnsOfTheSameNameAndOfTheBundledCrosswalk() {
    scorers.add("at://a", .1, .2);

    assertThat(
        scorers.compare(LEFT, RIGHT).pairs().stream().map(ComparedPair::columns).toList(),
        is(
            List.of(
                new ColumnPair("prob_respect", "prob_respect"),
                new ColumnPair("prob_toxic", "harassment"))));
    assertThat(
        scorers.compare(LEFT, RIGHT + ".harassment").pairs().stream()
            .map(ComparedPair::columns)
            .toList(),
        is(List.of(new ColumnPair("prob_toxic", "harassment"))));
  }

  /** Uniform scores, so the right scores of which a share is kept are known but for chance. */
  @Test
  void findsTheThresholdThatKeepsTheShare() {
    scorers.addRandom(1_000, 1);

    ComparedPair pair = scorers.compare(LEFT + ".prob_toxic", RIGHT + ".harassment").pairs().get(0);

    for (MatchedThreshold threshold : pair.thresholds()) {
      assertThat(threshold.right().valueOrNull(), is(closeTo(threshold.left(), .01)));
      assertThat(threshold.right().highOrNull(), is(greaterThan(threshold.right().lowOrNull())));
      assertThat(threshold.rightShare(), is(threshold.leftShare()));
      assertThat(threshold.kappa().valueOrNull(), is(1.0));
      assertThat(threshold.precision().valueOrNull(), is(1.0));
      assertThat(threshold.recall().valueOrNull(), is(1.0));
    }
  }

  @Test
  void findsAsManyFalsePositivesAsNegativesWhereTheShareIsKept() {
    scorers.addRandom(500, .5);

    ComparedPair pair = scorers.compare(LEFT + ".prob_toxic", RIGHT + ".harassment").pairs().get(0);

    for (MatchedThreshold threshold : pair.thresholds()) {
      assertThat(threshold.precision().valueOrNull(), is(threshold.recall().valueOrNull()));
      assertThat(threshold.kappa().lowOrNull(), is(greaterThan(0.0)));
      assertThat(threshold.kappa().highOrNull(), is(lessThanOrEqualTo(1.0)));
    }
  }

  @Test
  void hasNoThresholdWhereNoPostReachesTheLeftOne() {
    scorers.add("at://a", .1, .2);
    scorers.add("at://b", .6, .3);

    List<MatchedThreshold> thresholds =
        scorers.compare(LEFT + ".prob_toxic", RIGHT + ".harassment").pairs().get(0).thresholds();

    assertThat(thresholds.get(0).right().valueOrNull(), is(.3));
    assertThat(thresholds.get(3).right().valueOrNull(), is(nullValue()));
    assertThat(thresholds.get(3).recall().valueOrNull(), is(nullValue()));
  }

  @Test
  void showsThePostsWhosePlacesDifferMost() {
    scorers.add("at://agreed", .5, .5);
    scorers.add("at://old", .9, .1);
    scorers.add("at://new", .1, .9);

    assertThat(
        scorers.compare(LEFT + ".prob_toxic", RIGHT + ".harassment").pairs().get(0).differing(),
        is(
            List.of(
                new DifferingPost("at://old", .9, .1, true, "text of at://old"),
                new DifferingPost("at://new", .1, .9, false, "text of at://new"))));
  }

  @Test
  void comparesTwoScorersOfTheLedger() {
    for (int i = 0; i < 5; i++) {
      scorers.addToLedger("perspective-0123", "text " + i, "{\"TOXICITY\":0.%d}".formatted(i));
      scorers.addToLedger("other-4567", "text " + i, "{\"harassment\":0.%d}".formatted(9 - i));
    }
    scorers.addToLedger("other-4567", "another text", "{\"harassment\":0.5}");

    Comparison comparison = scorers.compare("perspective-0123", "other-4567");

    ComparedPair pair = comparison.pairs().get(0);
    assertThat(pair.columns(), is(new ColumnPair("prob_toxic", "harassment")));
    assertThat(pair.coverage(), is(new Coverage(5, 5, 6, true, true)));
    assertThat(pair.statistics().get(ScoreStatistic.SPEARMAN).valueOrNull(), is(-1.0));
    assertThat(
        scorers
            .compare("perspective-0123.TOXICITY", "other-4567.harassment")
            .pairs()
            .get(0)
            .statistics(),
        is(pair.statistics()));
  }

  /** The scorer's default may be another. */
  @Test
  void takesTheKindsOfALedgersNumbersFromTheTableOfItsLastRun() {
    scorers.addToLedger("perspective-0123", "text", "{\"TOXICITY\":0.5}");
    scorers.addToLedger("classifier-4567", "text", "{\"toxic\":0.5}");
    scorers.recordScale("toxic", "softmax_share");
    scorers.addRun("classifier-4567", "new_labels");

    assertThat(
        scorers.compare("perspective-0123", "classifier-4567.toxic").pairs().get(0).scales(),
        is(
            new Scales(
                Optional.of(Scale.CALIBRATED_PROBABILITY), Optional.of(Scale.SOFTMAX_SHARE))));
  }

  @Test
  void comparesATableWithAScorerOfTheLedger() {
    scorers.add("at://a", .1, .2);
    scorers.add("at://b", .9, .6);
    scorers.addToLedger("other-4567", "text of at://a", "{\"x\":0.5}");

    Comparison comparison = scorers.compare("other-4567.x", RIGHT + ".harassment");

    assertThat(comparison.posts(), is(1L));
    assertThat(comparison.pairs().get(0).coverage(), is(new Coverage(1, 1, 2, false, true)));
  }

  @Test
  void fitsAMapOnThePostsWhoseTextHashIsEven() {
    scorers.addRandom(300, .8);
    long even =
        IntStream.range(0, 300)
            .filter(post -> ("text of at://" + post).hashCode() % 2 == 0)
            .count();

    ScoreMap map =
        scorers.map(LEFT, RIGHT + ".harassment").pairs().get(0).map().orElseThrow().map().get();

    assertThat(map.fitted(), is(even));
    assertThat(map.judged(), is(300 - even));
    assertThat(
        map.left(),
        is(
            new MappedColumn(
                LEFT,
                "prob_toxic",
                "old-scorer",
                Scale.CALIBRATED_PROBABILITY,
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00Z")));
    assertThat(
        map.right(),
        is(
            new MappedColumn(
                RIGHT,
                "harassment",
                "new-scorer",
                null,
                "2026-11-01T12:00:00Z",
                "2026-11-01T12:00:00Z")));
    assertThat(
        scorers.map(LEFT, RIGHT + ".harassment").pairs().get(0).map().get().map().get(), is(map));
  }

  @Test
  void fitsAMapOfScoresOfTheLedger() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      double score = random.nextDouble();
      scorers.addToLedger("perspective-0123", "text " + i, "{\"TOXICITY\":%s}".formatted(score));
      scorers.addToLedger("other-4567", "text " + i, "{\"harassment\":%s}".formatted(score / 2));
    }

    ScoreMap map =
        scorers
            .map("perspective-0123", "other-4567")
            .pairs()
            .get(0)
            .map()
            .orElseThrow()
            .map()
            .orElseThrow();

    assertThat(map.right().tableOrNull(), is(nullValue()));
    assertThat(map.right().scorerId(), is("other-4567"));
    assertThat(map.right().labelledTo(), is("2026-01-31T12:00:00Z"));
    assertThat(map.knots().mapping().of(.25), is(closeTo(.5, .02)));
  }

  @Test
  void fitsNoMapOfSeveralScorers() {
    scorers.addRandom(200, .8);
    scorers.addLeft("at://more", "more", .5);
    scorers.addRight("at://more", "more", .5, "newer-scorer");

    assertThat(
        scorers.map(LEFT, RIGHT + ".harassment").pairs().get(0).map().get(),
        is(
            MapFit.refused(
                "new_labels holds scores of several scorers (new-scorer, newer-scorer), and a map"
                    + " is of one: compare their IDs, whose scores are in the ledger")));
  }

  @Test
  void refusesWhatCannotBeCompared() {
    scorers.addLeft("at://a", "text", .5);
    scorers.addToLedger("other-4567", "text", "{\"x\":0.5}");

    assertThat(
        refusal("no_table", RIGHT),
        is(
            "no_table is neither a table of labels with scores nor a scorer ID of the ledger,"
                + " which has other-4567"));
    assertThat(refusal("posts", RIGHT), containsString("posts is neither a table of labels"));
    assertThat(
        refusal(LEFT, RIGHT + ".flagged"),
        is("new_labels has no column of numbers flagged; it has harassment, prob_respect"));
    assertThat(
        refusal(LEFT, "other-4567"),
        endsWith(" as in perspective_api_labels.prob_toxic, or give pairs with --crosswalk"));
    assertThat(
        refusal(LEFT + ".prob_toxic", RIGHT + ".harassment"),
        containsString("no post has scores of both"));
  }

  private String refusal(String left, String right) {
    return assertThrows(IllegalArgumentException.class, () -> scorers.compare(left, right))
        .getMessage();
  }
}
