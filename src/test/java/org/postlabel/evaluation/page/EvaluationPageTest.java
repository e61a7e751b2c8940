package org.postlabel.evaluation.page;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.OpinionLabels;
import org.postlabel.report.ReportedRun;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

class EvaluationPageTest {
  private static final Pattern TAG = Pattern.compile("<(script|style|img|link|iframe|a)\\b[^>]*>");
  private static final String HOSTILE_WORD = "</td><script>document.title='word'</script>";

  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  private OpinionLabels labels;

  @BeforeEach
  void label() {
    tables = Engine.SQLITE.migrated();
    labels = OpinionLabels.in(tables);
    labels.add("at://a", true, "left", 3);
    labels.add("at://b", true, "right", 2);
    labels.addWord("at://hostile", ReportedRun.HOSTILE_TEXT, HOSTILE_WORD);
  }

  @Test
  void showsWhatTheTextSays() throws IOException {
    String page = page(evaluate("at://a,left\nat://b,left\nat://none,left\n"));

    assertThat(page, containsString("<h1>Evaluation of leaning</h1>"));
    assertThat(page, containsString("2 of 3 gold rows compared, by uri."));
    assertThat(page, containsString("<th scope=\"row\">accuracy</th><td>0.500</td>"));
    assertThat(page, containsString("<th scope=\"row\">Cohen's kappa</th>"));
    assertThat(
        page,
        containsString(
            "<th scope=\"row\">left</th><td class=\"minus3\">1</td><td class=\"plus3\">1</td>"));
    assertThat(page, containsString("<th scope=\"row\">without a label</th><td>1</td><td>4</td>"));
    assertThat(page, containsString("<summary>Line 3: gold left, label right</summary>"));
    assertThat(page, containsString("<blockquote dir=\"auto\">text of at://b</blockquote>"));
  }

  @Test
  void showsRatersBesideEachOther() throws IOException {
    String gold = "uri,rater_1,rater_2\nat://a,left,left\nat://b,right,left\n";

    String page = page(labels.evaluate("leaning", gold, folder.resolve("gold.csv")));

    assertThat(page, containsString("<a href=\"#raters\">Raters</a>"));
    assertThat(page, containsString("against the majority of the raters of label"));
    assertThat(page, containsString("Raters: 2, over 2 posts that have a label and a rating"));
    assertThat(page, containsString("<th scope=\"row\">rater_2</th><td>2</td><td>0.000"));
  }

  @Test
  void saysThatThereAreNoDisagreements() throws IOException {
    assertThat(page(evaluate("at://a,left\n")), containsString("<p>There are none.</p>"));
  }

  @Test
  void letsNothingOutOfATableOrAFileBecomeATag() throws IOException {
    String page = page(evaluate("at://hostile,<img src=x>\nat://a,left\n"));

    assertThat(page, not(containsString(ReportedRun.HOSTILE_TEXT)));
    assertThat(page, not(containsString(HOSTILE_WORD)));
    assertThat(page, containsString("&lt;img src=x&gt;"));
    assertThat(
        "our own tags and no other",
        TAG.matcher(page).results().map(MatchResult::group).collect(joining()),
        is(
            "<style><a href=\"#agreement\"><a href=\"#confusion\"><a href=\"#coverage\">"
                + "<a href=\"#disagreements\"><a href=\"#provenance\">"));
  }

  @Test
  void forbidsTheBrowserToFetchOrRunAnything() throws IOException {
    String page = page(evaluate("at://a,left\n"));

    assertThat(
        page, containsString("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"));
    assertThat(page, not(containsString("script-src")));
    assertThat(page, not(containsString("http://")));
    assertThat(page, not(containsString("https://")));
  }

  @Test
  void writesTablesThatHostileWordsCannotBreak() throws IOException {
    labels.addWord(
        "at://long", "text", "a\tword\nof\u001b[31m many letters, more than a table has");

    List<String> lines = EvaluationText.lines(evaluate("at://long,left\nat://a,left\n"));

    assertThat(
        lines.stream().filter(line -> line.startsWith("a word")).findFirst().orElseThrow(),
        is("a word of [31m many letters, …     0       1      0.000       –  0.000"));
  }

  private Evaluation evaluate(String gold) throws IOException {
    return labels.evaluate("leaning", "uri,label\n" + gold, folder.resolve("gold.csv"));
  }

  private static String page(Evaluation evaluation) {
    StringWriter page = new StringWriter();
    EvaluationOutput.writePage(evaluation, "test", page);
    return page.toString();
  }
}
