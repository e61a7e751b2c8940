package org.postlabel.scorer.perspective;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.http.HttpReply;

class AnalyzeReplyTest {
  private static final AnalyzeRequest REQUEST =
      new AnalyzeRequest(PerspectiveLabels.ATTRIBUTES, List.of("en"), true);
  private static final Question QUESTION =
      Question.about(new Post("at://1", "A text to score", PostMetadata.NONE));

  @Test
  void readsEveryScoreAsItWasSent() {
    Map<String, Double> scores = new TreeMap<>();
    double next = 0.8627961;
    for (String attribute : PerspectiveLabels.ATTRIBUTES) {
      scores.put(attribute, next);
      next /= 1.7;
    }

    assertThat(read(body(scores)), is(answered(Answer.scored(Scores.of(scores)))));
  }

  @Test
  void asksForTwentyOneAttributesWithoutTheWithdrawnOne() {
    assertThat(PerspectiveLabels.ATTRIBUTES.size(), is(21));
    assertThat(PerspectiveLabels.ATTRIBUTES.contains("CONSTRUCTIVE_EXPERIMENTAL"), is(false));
    assertThat(PerspectiveLabels.TABLE.attributeByColumn().size(), is(22));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\":0,\"type\":\"PROBABILITY\"}",
        "{\"type\":\"PROBABILITY\"}",
        "{\"value\":0.0}",
        "{}"
      })
  void readsAMissingValueAsZeroWhereThereIsASummary(String summary) {
    assertThat(
        read("{\"attributeScores\":{\"SPAM\":{\"summaryScore\":" + summary + "}}}"),
        is(some(Map.of("SPAM", 0.0))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"status\":\"logged in\"}", "[]", "\"ok\""})
  void takesNobodyElsesAnswerForAnAnswer(String body) {
    assertThat(read(body) instanceof Outcome.TryLater, is(true));
  }

  @Test
  void readsIntegers() {
    assertThat(
        read("{\"attributeScores\":{\"SPAM\":{\"summaryScore\":{\"value\":1}}}}"),
        is(some(Map.of("SPAM", 1.0))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"value\":null}", "{\"value\":\"0.5\"}", "{\"value\":true}", "null", "0.5"})
  void takesNothingElseForAScore(String summary) {
    assertThat(
        read(
            "{\"attributeScores\":{\"THREAT\":{\"summaryScore\":"
                + summary
                + "},\"SPAM\":{\"summaryScore\":{\"value\":0.25}}}}"),
        is(some(Map.of("SPAM", 0.25))));
  }

  @Test
  void saysThatSomeAttributesAreMissing() {
    assertThat(
        read(
            "{\"attributeScores\":{\"SPAM\":{\"spanScores\":[{\"score\":{\"value\":1}}]},"
                + "\"TOXICITY\":{\"summaryScore\":{\"value\":0.5}}}}"),
        is(some(Map.of("TOXICITY", 0.5))));
  }

  @Test
  void leavesOutAttributesThatNobodyAskedFor() {
    assertThat(
        read(
            "{\"attributeScores\":{\"SPAM\":{\"summaryScore\":{\"value\":0.5}},"
                + "\"OTHER\":{\"summaryScore\":{\"value\":0.5}}}}"),
        is(some(Map.of("SPAM", 0.5))));
  }

  @Test
  void marksTheScoresOfATextThatWasScoredAsEnglishSinceNoLanguageWasDetected() {
    Question inEnglish = QUESTION.amended(AnalyzeRequest.inDefaultLanguage(QUESTION));

    assertThat(
        AnalyzeReply.read(
            new HttpReply(200, body(Map.of("SPAM", 0.5)), "application/json", null),
            inEnglish,
            REQUEST),
        is(answered(new Answer(Scores.of(Map.of("SPAM", 0.5)), Reason.SCORED_AS_ENGLISH))));
  }

  @Test
  void saysThatThereAreNoScores() {
    assertThat(
        read("{\"languages\":[\"en\"],\"detectedLanguages\":[\"en\"]}"),
        is(answered(Answer.failed(Reason.NO_SCORES))));
  }

  @Test
  void takesTheAnswerThatNamesItsText() {
    assertThat(
        read(
            "{\"attributeScores\":{\"SPAM\":{\"summaryScore\":{\"value\":0.5}}},\"clientToken\":\""
                + QUESTION.textHash()
                + "\"}"),
        is(some(Map.of("SPAM", 0.5))));
  }

  @Test
  void neverTakesTheAnswerToAnotherText() {
    assertThat(
        read(
            "{\"attributeScores\":{\"SPAM\":{\"summaryScore\":{\"value\":0.5}}},\"clientToken\":\""
                + Post.textHash("Another text")
                + "\"}"),
        is(Outcome.TryLater.noProvider("the answer to another text")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "<html>", "[]", "null", "1", "{\"attributeScores\":{\"SPAM\":{\"summ"})
  void asksLaterWhenTheAnswerIsNoJsonObject(String body) {
    assertThat(read(body), is(Outcome.TryLater.noProvider("an answer that is not JSON")));
  }

  @Test
  void asksLaterWhereverTheAnswerIsCutOff() {
    String whole = body(Map.of("SPAM", 0.75, "TOXICITY", 0.5));
    for (int length = 0; length < whole.length(); length++) {
      assertThat(read(whole.substring(0, length)), instanceOf(Outcome.TryLater.class));
    }
  }

  @Test
  void hidesTheTextOfAQuestion() {
    assertThat(QUESTION.toString(), is("Question[" + QUESTION.textHash() + "]"));
    assertThat(QUESTION.amended(Set.of("x")).textHash(), is(QUESTION.textHash()));
  }

  private static String body(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .map(
            score ->
                "\"%s\":{\"summaryScore\":{\"value\":%s,\"type\":\"PROBABILITY\"}}"
                    .formatted(score.getKey(), score.getValue()))
        .collect(joining(",", "{\"attributeScores\":{", "},\"languages\":[\"en\"]}"));
  }

  private static Outcome read(String body) {
    return AnalyzeReply.read(new HttpReply(200, body, "application/json", null), QUESTION, REQUEST);
  }

  private static Outcome some(Map<String, Double> scores) {
    return answered(new Answer(Scores.of(scores), Reason.SOME_ATTRIBUTES_MISSING));
  }

  private static Outcome answered(Answer answer) {
    return new Outcome.Answered(answer);
  }
}
