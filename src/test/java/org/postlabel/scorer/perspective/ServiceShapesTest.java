package org.postlabel.scorer.perspective;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Outcome.Answered;
import org.postlabel.scorer.Outcome.Distrusted;
import org.postlabel.scorer.Outcome.TryLater;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.perspective.ScriptedServer.Script;

/** What services with Perspective's interface do, each seen over a socket. */
class ServiceShapesTest extends AskedService {
  /** A text below all thresholds, or of a language that nothing supports. */
  private static final String NO_SCORES = "{\"languages\":[\"om\"],\"detectedLanguages\":[\"om\"]}";

  @ParameterizedTest
  @CsvSource({
    "header,      x-goog-api-key, the-key",
    "bearer,      authorization,  Bearer the-key",
    "X-API-Key,   x-api-key,      the-key",
    "query,       ,               the-key"
  })
  void sendsTheKeyWhereTheServiceTakesIt(String place, String header, String value)
      throws IOException {
    try (ScriptedServer server = answering(200, SCORES.formatted("0.5"));
        Scorer scorer = scorer(server.url() + "/api", "--keyIn=" + place)) {
      assertThat(ask(scorer, QUESTION), is(instanceOf(Answered.class)));

      ScriptedServer.Asked asked = server.asked.get(0);
      if (header == null) {
        assertThat(asked.path(), is("/api/v1alpha1/comments:analyze?key=" + value));
      } else {
        assertThat(asked.headers().get(header), is(value));
        assertThat(asked.path(), is("/api/v1alpha1/comments:analyze"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/analyze,                   /v1/analyze",
    "/v2/comments:analyze,          /v2/comments:analyze",
    "/v1alpha1/comments:analyze,    /v1alpha1/comments:analyze",
    "/proxy/,                       /proxy/v1alpha1/comments:analyze"
  })
  void asksAtThePathThatTheEndpointNames(String endpoint, String path) throws IOException {
    try (ScriptedServer server = answering(200, SCORES.formatted("0.5"));
        Scorer scorer = scorer(server.url() + endpoint)) {
      ask(scorer, QUESTION);

      assertThat(server.asked.get(0).path(), is(path));
    }
  }

  @Test
  void takesGooglesPathForTheSameScorer() throws IOException {
    assertThat(
        perspective("https://example.org/v1alpha1/comments:analyze").scorerId(),
        is(perspective("https://example.org").scorerId()));
  }

  @Test
  void stopsWhenTheFirstAnswersHoldNoScores() throws IOException {
    try (ScriptedServer server = answering(200, "{\"languages\":[\"en\"]}");
        Scorer scorer = scorer(server.url().toString())) {
      Outcome later = TryLater.because("an answer without scores", null);
      assertThat(ask(scorer, QUESTION), is(later));
      assertThat(ask(scorer, QUESTION), is(later));
      assertThat(
          ask(scorer, QUESTION),
          is(
              new Distrusted(
                  "not one of 3 answers holds a score: check --endpoint and --languages")));
    }
  }

  @Test
  void failsATextOfALanguageThatNothingSupportsWhereOthersAreScored() throws IOException {
    Script script =
        (exchange, asked) ->
            ScriptedServer.send(
                exchange,
                200,
                "application/json",
                asked.body().contains("afaan") ? NO_SCORES : SCORES.formatted("1"));
    try (ScriptedServer server = new ScriptedServer(script);
        Scorer scorer = scorer(server.url().toString(), "--languages=auto")) {
      Question foreign = Question.about("Kun afaan oromooti");
      assertThat(ask(scorer, foreign), is(TryLater.because("an answer without scores", null)));
      ask(scorer, QUESTION);
      assertThat(
          ask(scorer, foreign), is(new Answered(Answer.failed(Reason.LANGUAGE_NOT_SUPPORTED))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-0.25", "87", "1e999"})
  void distrustsScoresThatAreNoProbabilities(String score) throws IOException {
    try (ScriptedServer server = answering(200, SCORES.formatted(score));
        Scorer scorer = scorer(server.url().toString())) {
      assertThat(ask(scorer, QUESTION), is(instanceOf(Distrusted.class)));
    }
  }

  @ParameterizedTest
  @CsvSource({"409,ABORTED", "499,CANCELLED", "425,TOO_EARLY"})
  void asksLaterWhatGoogleAborted(int status, String name) throws IOException {
    String body =
        "{\"error\":{\"code\":%d,\"message\":\"The operation ended.\",\"status\":\"%s\"}}";
    try (ScriptedServer server = answering(status, body.formatted(status, name));
        Scorer scorer = scorer(server.url().toString())) {
      assertThat(ask(scorer, QUESTION), is(TryLater.because("HTTP " + status, null)));
    }
  }

  @Test
  void failsATextThatIsTooLongInTheWordsOfTheDocumentation() throws IOException {
    String body = "{\"error\":{\"code\":400,\"message\":\"Comment text too long.\"}}";
    try (ScriptedServer server = answering(400, body);
        Scorer scorer = scorer(server.url().toString())) {
      assertThat(ask(scorer, QUESTION), is(new Answered(Answer.failed(Reason.TEXT_TOO_LONG))));
    }
  }
}
