package org.postlabel.evaluation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.evaluation.gold.Omissions.Omission;
import org.postlabel.evaluation.page.EvaluationText;
import org.postlabel.evaluation.raters.RaterAgreement;
import org.postlabel.evaluation.statistics.ScoreStatistic;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** Gold files in which several people have rated the posts. */
@OnBothDatabases
class RatersTest {
  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  private OpinionLabels labels;

  @BeforeEach
  void label() {
    tables = engine.migrated();
    labels = OpinionLabels.in(tables);
    labels.add("at://a", true, "left", 4);
    labels.add("at://b", true, "right", 3);
    labels.add("at://c", false, null, 0);
    labels.add("at://d", null, "unclear", 1);
    labels.addFailure("at://failed");
  }

  @Test
  void theMajorityOfTheRatersIsGold() throws IOException {
    Evaluation evaluation =
        evaluate(
            "leaning",
            """
            uri,label_rater_1,label_rater_2,label_rater_3
            at://a,left,left,right
            at://b,right,right,
            at://c,none,none,left
            at://d,unclear,left,
            at://failed,left,left,left
            at://a,,,
            """);

    assertThat(evaluation.agreement().table().pairs(), is(3L));
    assertThat(evaluation.disagreements(), is(0L));
    assertThat(evaluation.gold().omissions().rows(Omission.TIED), is(1L));
    assertThat(evaluation.gold().omissions().rows(Omission.FAILED), is(1L));
    assertThat(evaluation.gold().omissions().rows(Omission.WITHOUT_GOLD), is(1L));
    assertThat(
        EvaluationText.question(evaluation),
        is(
            "leaning of opinion_labels against the majority of the raters of label of "
                + folder.resolve("gold.csv")));
    RaterAgreement raters = evaluation.raters().orElseThrow();
    assertThat("the tied post is rated, too", raters.posts(), is(4L));
    assertThat(
        raters.byRater().stream().map(RaterAgreement.RaterLine::ratings).toList(),
        is(List.of(4L, 4L, 2L)));
    assertThat(raters.byRater().get(0).withLabels().valueOrNull(), is(closeTo(1, 1e-9)));
    assertThat(raters.meansOfPairs().get(0).words(), is("Cohen's kappa"));
  }

  @Test
  void theMeanOfTheRatersIsGoldForScores() throws IOException {
    Evaluation evaluation =
        evaluate(
            "strength", "uri,rater_1,rater_2\nat://a,4,5\nat://b,3,2\nat://c,0,1\nat://d,1,\n");

    assertThat(
        evaluation.scores().get(ScoreStatistic.MEAN_ABSOLUTE_ERROR).valueOrNull(),
        is(closeTo(1.5 / 4, 1e-9)));
    assertThat(
        EvaluationText.question(evaluation),
        containsString(" against the mean of the raters of label of "));
    RaterAgreement raters = evaluation.raters().orElseThrow();
    RaterAgreement.Line meanAbsoluteError = raters.meansOfPairs().get(2);
    assertThat(meanAbsoluteError.words(), is("mean absolute error"));
    assertThat(meanAbsoluteError.amongRaters().valueOrNull(), is(closeTo(1, 1e-9)));
    assertThat("of 0 and 1", meanAbsoluteError.withLabels().valueOrNull(), is(closeTo(.5, 1e-9)));
    assertThat(raters.byRater().get(1).ratings(), is(3L));
  }

  @Test
  void saysThatRatingsAreNoNumbersWhereTheirMeanIsGold() throws IOException {
    Evaluation evaluation =
        evaluate("strength", "uri,rater_1,rater_2\nat://a,4,5\nat://b,often,yes\n");

    assertThat(
        evaluation.gold().omissions().phrases(),
        is(List.of("1 whose gold value is no number (line 3)")));
  }

  @Test
  void aColumnOfGoldStandsBesideThoseOfRaters() throws IOException {
    Evaluation evaluation =
        evaluate(
            "is_opinion",
            """
            uri,rater_1,label,rater_2,other_rater_3
            at://a,yes,no,1,no
            at://b,no,yes,maybe,no
            at://c,,no,no,no
            """);

    assertThat(evaluation.agreement().table().agreed(), is(2L));
    assertThat(evaluation.gold().raters().areGold(), is(false));
    RaterAgreement raters = evaluation.raters().orElseThrow();
    assertThat("rater_3 rates another attribute", raters.byRater().size(), is(2));
    assertThat(raters.posts(), is(3L));
    assertThat(raters.unreadable(), is(1L));
  }

  @Test
  void truthsOfAGoldColumnAreComparedAsTruthsBesideRatingsInNumbers() throws IOException {
    Evaluation evaluation =
        evaluate(
            "strength", "uri,label,rater_1,rater_2\nat://a,yes,5,4\nat://b,no,3,2\nat://c,no,1,\n");

    assertThat(evaluation.agreement().table().pairs(), is(3L));
    assertThat(evaluation.agreement().table().agreed(), is(2L));
    assertThat(evaluation.scores().isEmpty(), is(true));
    RaterAgreement raters = evaluation.raters().orElseThrow();
    assertThat(raters.meansOfPairs().get(2).words(), is("mean absolute error"));
    assertThat(raters.unreadable(), is(0L));
  }

  @Test
  void ratingsInTruthsAreComparedAsTruthsBesideGoldScores() throws IOException {
    Evaluation evaluation =
        evaluate(
            "strength",
            "uri,label,rater_1,rater_2\nat://a,4.5,yes,yes\nat://b,3,yes,no\nat://c,0,no,\n");

    assertThat(
        evaluation.scores().get(ScoreStatistic.MEAN_ABSOLUTE_ERROR).valueOrNull(),
        is(closeTo(.5 / 3, 1e-9)));
    RaterAgreement raters = evaluation.raters().orElseThrow();
    assertThat(raters.meansOfPairs().get(0).words(), is("Cohen's kappa"));
    assertThat(raters.unreadable(), is(0L));
  }

  @Test
  void ratingsOf0And1AreNumbersBesideGoldScores() throws IOException {
    RaterAgreement raters =
        evaluate(
                "strength",
                "uri,label,rater_1,rater_2\nat://a,4.5,1,1\nat://b,3,1,0\nat://c,0,0,\n")
            .raters()
            .orElseThrow();

    assertThat(raters.meansOfPairs().get(2).words(), is("mean absolute error"));
  }

  @Test
  void leavesOutRatersOfAPostWhoseRowsDiffer() throws IOException {
    Evaluation evaluation =
        evaluate("leaning", "uri,rater_1\nat://a,left\nat://b,left\nat://b,right\nat://a,left\n");

    assertThat(evaluation.raters().orElseThrow().posts(), is(1L));
    assertThat(evaluation.gold().omissions().rows(Omission.CONTRADICTORY), is(2L));
    assertThat(evaluation.gold().omissions().rows(Omission.DOUBLED), is(1L));
  }

  @Test
  void showsPeopleAndLabelsSideBySide() throws IOException {
    Evaluation evaluation =
        evaluate(
            "leaning", "uri,rater_1,rater_2\nat://a,left,left\nat://b,right,right\nat://c,none,\n");

    List<String> lines = EvaluationText.lines(evaluation);

    assertThat(
        lines.stream().filter(line -> line.contains("Raters:")).toList(),
        is(List.of("Raters: 2, over 3 posts that have a label and a rating; with 95 % intervals")));
    assertThat(
        String.join("\n", lines),
        containsString("mean of pairs                   among raters      raters with labels\n"));
    assertThat(String.join("\n", lines), containsString("\nrater_2               2  1.000"));
  }

  @Test
  void saysNothingOfRatersWhereThereAreNone() throws IOException {
    Evaluation evaluation = evaluate("leaning", "uri,label\nat://a,left\n");

    assertThat(evaluation.raters().isEmpty(), is(true));
    assertThat(String.join("\n", EvaluationText.lines(evaluation)), not(containsString("Raters")));
  }

  @Test
  void refusesTwoColumnsOfOneRater() {
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> evaluate("leaning", "uri,rater_1,label_rater_01\nat://a,left,left\n"))
            .getMessage(),
        is("the gold file has two columns of one rater: rater_1 and label_rater_01"));
  }

  @Test
  void oneRaterAgreesOnlyWithLabels() throws IOException {
    RaterAgreement raters =
        evaluate("leaning", "uri,rater_1\nat://a,left\nat://b,right\n").raters().orElseThrow();

    assertThat(raters.meansOfPairs().get(0).amongRaters().valueOrNull(), nullValue());
    assertThat(raters.meansOfPairs().get(0).withLabels().valueOrNull(), is(1.0));
  }

  private Evaluation evaluate(String column, String gold) throws IOException {
    return labels.evaluate(column, gold, folder.resolve("gold.csv"));
  }
}
