package org.postlabel.comparison.page;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postlabel.comparison.Comparison;
import org.postlabel.comparison.TwoScorers;
import org.postlabel.comparison.pairs.Crosswalk.ColumnPair;
import org.postlabel.report.ReportedRun;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

class ComparisonPageTest {
  private static final Pattern TAG = Pattern.compile("<(img|link|iframe|a)\\b[^>]*>");
  private static final String LEFT = "perspective_api_labels.prob_toxic";
  private static final String RIGHT = "new_labels.harassment";

  @AutoClose private FreshDatabase tables;
  private TwoScorers scorers;

  @BeforeEach
  void score() {
    tables = Engine.SQLITE.migrated();
    scorers = TwoScorers.in(tables).addRandom(200, .7);
  }

  @Test
  void showsWhatTheTextSays() {
    String page = page();

    assertThat(page, containsString("<h1>perspective_api_labels and new_labels</h1>"));
    assertThat(page, containsString("200 posts have scores on both sides."));
    assertThat(page, containsString("<th scope=\"row\">Spearman's rank correlation</th>"));
    assertThat(page, containsString("<th scope=\"row\">0.7</th><td>"));
    assertThat(
        page, containsString("<figure id=\"quantiles-0\" class=\"chart\" data-kind=\"lines\""));
    assertThat(page, containsString("Posts by prob_toxic (rows) and harassment (columns)"));
    assertThat(page, containsString("<details class=\"posts\">"));
  }

  @Test
  void letsNoTextBecomeATagAndFetchesNothing() {
    scorers.addLeft("at://hostile", ReportedRun.HOSTILE_TEXT, .999);
    scorers.addRight("at://hostile", ReportedRun.HOSTILE_TEXT, .001, "new-scorer");

    String page = page();

    assertThat(page, containsString("at://hostile"));
    assertThat(page, not(containsString(ReportedRun.HOSTILE_TEXT)));
    assertThat(
        "our own tags and no other",
        TAG.matcher(page.substring(0, page.indexOf("<script>")))
            .results()
            .map(MatchResult::group)
            .collect(joining()),
        is("<a href=\"#pair-0\"><a href=\"#provenance\">"));
    assertThat(page, containsString("content=\"default-src &#39;none&#39;; style-src"));
  }

  @Test
  void saysThatScoresOfSeveralScorersAreMixed() {
    scorers.addLeft("at://other", "text", .5);
    scorers.addRight("at://other", "text", .5, "older-scorer");

    assertThat(
        ComparisonText.lines(scorers.compare(LEFT, RIGHT)),
        hasItem("Note: new_labels holds scores of several scorers: new-scorer, older-scorer."));
  }

  @Test
  void tellsColumnsOfOneNameApart() {
    ColumnPair alike = new ColumnPair("prob_toxic", "prob_toxic");
    ColumnPair others = new ColumnPair("prob_toxic", "harassment");

    assertThat(ComparisonText.title(alike), is("prob_toxic"));
    assertThat(ComparisonText.left(alike), is("left prob_toxic"));
    assertThat(ComparisonText.right(alike), is("right prob_toxic"));
    assertThat(ComparisonText.title(others), is("prob_toxic and harassment"));
    assertThat(ComparisonText.right(others), is("harassment"));
  }

  @Test
  void saysWhatKindsOfNumbersAreCompared() {
    assertThat(
        ComparisonText.lines(scorers.compare(LEFT, RIGHT)),
        hasItem("Kinds of numbers: prob_toxic: calibrated probability; harassment: not recorded."));
    assertThat(warnings(), is(List.of()));

    scorers.recordScale("harassment", "sigmoid");

    assertThat(
        ComparisonText.lines(scorers.compare(LEFT, RIGHT)),
        hasItem("Kinds of numbers: prob_toxic: calibrated probability; harassment: sigmoid."));
    assertThat(warnings().toString(), containsString("two kinds of numbers"));
    assertThat(page(), containsString("<p class=\"notice\">Note: these are two kinds of numbers"));
    JsonNode pair = ComparisonJson.of(scorers.compare(LEFT, RIGHT)).path("pairs").path(0);
    assertThat(pair.path("leftScale").textValue(), is("calibrated probability"));
    assertThat(pair.path("rightScale").textValue(), is("sigmoid"));
  }

  @Test
  void postsAreNoShareOfTheLedgersTexts() {
    scorers.addLeft("at://one", "said twice", .5);
    scorers.addLeft("at://two", "said twice", .5);
    scorers.addToLedger("other-4567", "said twice", "{\"x\":0.5}");

    assertCoverage(
        scorers.compare(LEFT, "other-4567.x"),
        "2 posts have both scores: 1.0 % of 202 on the left; texts with a score on the right: 1",
        "[2,202,0.009900990099009901,1,null]");
    assertCoverage(
        scorers.compare("other-4567.x", LEFT),
        "2 posts have both scores: 1.0 % of 202 on the right; texts with a score on the left: 1",
        "[2,1,null,202,0.009900990099009901]");
  }

  @Test
  void textsAreAShareOfTheLedgersTexts() {
    scorers.addToLedger("other-4567", "text", "{\"x\":0.5}");
    scorers.addToLedger("another-8901", "text", "{\"x\":0.5}");
    scorers.addToLedger("another-8901", "other text", "{\"x\":0.5}");

    assertCoverage(
        scorers.compare("other-4567.x", "another-8901.x"),
        "1 posts have both scores: 100.0 % of 1 on the left, 50.0 % of 2 on the right",
        "[1,1,1.0,2,0.5]");
  }

  private static void assertCoverage(Comparison comparison, String text, String json) {
    assertThat(ComparisonText.lines(comparison), hasItem(text + "."));
    assertThat(page(comparison), containsString("<p>" + text + ". "));
    JsonNode pair = ComparisonJson.of(comparison).path("pairs").path(0);
    assertThat(
        Stream.of("posts", "leftScored", "leftShare", "rightScored", "rightShare")
            .map(name -> pair.path(name).toString())
            .collect(joining(",", "[", "]")),
        is(json));
  }

  @Test
  void showsAMapAndHowItIsJudged() {
    Comparison comparison = scorers.map(LEFT, RIGHT);
    String text = String.join("\n", ComparisonText.lines(comparison));
    String page = page(comparison);
    JsonNode map = ComparisonJson.of(comparison).path("pairs").path(0).path("map");

    for (String output : List.of(text, page)) {
      assertThat(
          output,
          containsString(
              "harassment_as_prob_toxic: harassment as an estimate of prob_toxic, an isotonic"
                  + " regression fitted on "));
      assertThat(output, containsString("share of variance explained"));
      assertThat(output, containsString("mean mapped"));
    }
    assertThat(page, containsString(">harassment_as_prob_toxic</th>"));
    assertThat(map.path("knots").path("right").size(), is(greaterThan(2)));
    assertThat(map.path("judgement").path("after").path("meanAbsoluteError").size(), is(4));
  }

  @Test
  void saysWhyThereIsNoMap() {
    Comparison comparison =
        scorers.map(LEFT.replace("toxic", "respect"), "new_labels.prob_respect");
    String reason = "no map of prob_respect to prob_respect: the rank correlation is not defined";

    assertThat(
        String.join("\n", ComparisonText.lines(comparison)), containsString("Note: " + reason));
    assertThat(page(comparison), containsString("<p class=\"notice\">There is " + reason));
    assertThat(
        ComparisonJson.of(comparison).path("pairs").path(0).path("mapRefusal").asText(),
        startsWith("the rank correlation is not defined"));
  }

  private List<String> warnings() {
    return ComparisonText.lines(scorers.compare(LEFT, RIGHT)).stream()
        .filter(line -> line.startsWith("Note:"))
        .toList();
  }

  @Test
  void writesNoTextOfAPostAsText() {
    assertThat(
        String.join("\n", ComparisonText.lines(scorers.compare(LEFT, RIGHT))),
        not(containsString("text of at://")));
  }

  private String page() {
    return page(scorers.compare(LEFT, RIGHT));
  }

  private static String page(Comparison comparison) {
    StringWriter page = new StringWriter();
    ComparisonOutput.writePage(comparison, "test", page);
    return page.toString();
  }
}
