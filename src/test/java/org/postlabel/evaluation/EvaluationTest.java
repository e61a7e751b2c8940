package org.postlabel.evaluation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.evaluation.gold.Omissions.Omission;
import org.postlabel.evaluation.page.EvaluationText;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.evaluation.statistics.ScoreStatistic;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class EvaluationTest {
  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  private OpinionLabels labels;

  @BeforeEach
  void label() {
    tables = engine.migrated();
    labels = OpinionLabels.in(tables);
    labels.add("at://a", true, "left", 3);
    labels.add("at://b", true, "right", 2);
    labels.add("at://c", false, null, 0);
    labels.add("at://d", null, "unclear", 1);
    labels.addFailure("at://failed");
  }

  @Test
  void comparesTruths() throws IOException {
    Evaluation evaluation =
        evaluate("is_opinion", "uri,label\nat://a,TRUE\nat://b,0\nat://c,no\nat://d,1\n");

    assertThat(evaluation.agreement().table().classes(), is(List.of("false", "true")));
    assertThat(counts(evaluation.agreement().table()), is(List.of(1L, 1L, 0L, 1L)));
    assertThat(evaluation.gold().omissions().rows(Omission.WITHOUT_VALUE), is(1L));
    assertThat(evaluation.column().toString(), is("is_opinion"));
    assertThat(
        evaluation.firstDisagreements(),
        is(List.of(new Disagreement(3, "at://b", "false", "true", null, "text of at://b"))));
  }

  @Test
  void comparesWordsOfWhichNoneMeansThatTheQuestionDidNotArise() throws IOException {
    Evaluation evaluation =
        evaluate(
            "leaning",
            """
            uri,label
            at://a,left
            at://b,left
            at://c,none
            at://d, unclear\s
            at://failed,none
            """);

    assertThat(
        evaluation.agreement().table().classes(), is(List.of("left", "none", "right", "unclear")));
    assertThat(
        counts(evaluation.agreement().table()),
        is(List.of(1L, 0L, 1L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L)));
    assertThat(evaluation.gold().omissions().rows(Omission.FAILED), is(1L));
  }

  @Test
  void comparesWholeNumbersByTheThreshold() throws IOException {
    Evaluation evaluation =
        evaluate("strength", "uri,label\nat://a,1\nat://b,0\nat://c,0\nat://d,0\n");

    assertThat(evaluation.column().toString(), is("strength >= 2.0"));
    assertThat(counts(evaluation.agreement().table()), is(List.of(2L, 1L, 0L, 1L)));
    assertThat(evaluation.firstDisagreements().get(0).scoreOrNull(), is(2.0));
  }

  @Test
  void comparesScoresWithGoldScores() throws IOException {
    Evaluation evaluation =
        evaluate("strength", "uri,label\nat://a,2.5\nat://b,2\nat://c,1\nat://d,true\n");

    assertThat(counts(evaluation.agreement().table()), is(List.of(1L, 0L, 0L, 2L)));
    assertThat(
        evaluation.gold().omissions().phrases(),
        is(List.of("1 whose gold value is no number (line 5)")));
    assertThat(evaluation.scores().get(ScoreStatistic.SPEARMAN).valueOrNull(), is(1.0));
    assertThat(evaluation.scores().get(ScoreStatistic.MEAN_ABSOLUTE_ERROR).valueOrNull(), is(.5));
    assertThat(
        EvaluationText.lines(evaluation).stream().filter(line -> line.startsWith("ICC")).count(),
        is(1L));
  }

  @Test
  void hasNoStatisticsOfScoresWhereTheGoldIsTrueOrFalse() throws IOException {
    assertThat(
        evaluate("strength", "uri,label\nat://a,1\nat://b,0\n").scores().isEmpty(), is(true));
  }

  @Test
  void showsTheFirstTwentyDisagreements() throws IOException {
    StringBuilder gold = new StringBuilder("uri,label\n");
    for (int i = 0; i < 30; i++) {
      labels.add("at://" + i, true, "left", 1);
      gold.append("at://").append(i).append(",right\n");
    }

    Evaluation evaluation = evaluate("leaning", gold.toString());

    assertThat(evaluation.disagreements(), is(30L));
    assertThat(
        evaluation.firstDisagreements().stream().map(Disagreement::line).toList(),
        is(IntStream.rangeClosed(2, 21).mapToObj(Long::valueOf).toList()));
  }

  @Test
  void refusesWhatHasNoClasses() {
    StringBuilder gold = new StringBuilder("uri,label\n");
    for (int i = 0; i < 51; i++) {
      labels.add("at://" + i, true, "word " + i, 1);
      gold.append("at://").append(i).append(",word\n");
    }

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> evaluate("leaning", gold.toString()))
            .getMessage(),
        is("--column and --goldColumn may have at most 50 classes together, were 52"));
  }

  @Test
  void refusesAModelsOwnWords() {
    assertThat(
        assertThrows(
                IllegalArgumentException.class, () -> evaluate("why", "uri,label\nat://a,so\n"))
            .getMessage(),
        endsWith("; was why"));
  }

  @Test
  void refusesATableThatIsNotThere() {
    tables.execute("DROP TABLE opinion_labels");

    assertThat(
        assertThrows(
                DatabaseUnusableException.class,
                () -> evaluate("is_opinion", "uri,label\nat://a,1\n"))
            .getMessage(),
        containsString(" has no table opinion_labels"));
  }

  private Evaluation evaluate(String column, String gold) throws IOException {
    return labels.evaluate(column, gold, folder.resolve("gold.csv"));
  }

  private static List<Long> counts(ConfusionTable table) {
    int classes = table.classes().size();
    return IntStream.range(0, classes * classes)
        .mapToObj(cell -> table.count(cell / classes, cell % classes))
        .toList();
  }
}
