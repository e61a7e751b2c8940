package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.FIVE;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.expected;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.labelled;
import static org.postlabel.scorer.llm.ScriptedModel.content;
import static org.postlabel.scorer.llm.ScriptedModel.error;
import static org.postlabel.scorer.llm.ScriptedModel.labels;
import static org.postlabel.scorer.llm.ScriptedModel.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.http.Endpoint;
import org.postlabel.scorer.http.KeyPlace;
import org.postlabel.scorer.llm.ScriptedModel.Asked;
import org.postlabel.scorer.llm.ScriptedModel.Reply;

/** Answers, and refusals, that label no post. */
class UselessAnswerTest {
  static Stream<Reply> useless() {
    ObjectNode refusal = ScriptedModel.JSON.createObjectNode().put("refusal", "I cannot do that.");
    return Stream.of(
        message(refusal, "stop"),
        message(ScriptedModel.JSON.createObjectNode().put("content", ""), "content_filter"),
        message(ScriptedModel.JSON.createObjectNode().put("content", "{\"labels\":[{"), "length"),
        content("All of these posts look quite ordinary to me."),
        content("{\"label\":[]}"),
        content("[]"),
        error(400, "context_length_exceeded", "messages", "maximum context length is 10 tokens"),
        error(400, "content_filter", "prompt", "content policy"),
        error(413, null, null, "too large"),
        error(400, null, null, "something else is wrong"));
  }

  @ParameterizedTest
  @MethodSource("useless")
  void halvesAGroupWhoseAnswerIsOfNoUse(Reply reply) throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> reply)) {
      assertThat(once(model, FIVE), is(Set.of(Set.of("together=3"))));
      assertThat(once(model, FIVE.subList(0, 3)), is(Set.of(Set.of("together=2"))));
      assertThat(once(model, FIVE.subList(0, 2)), is(Set.of(Set.of("together=1"))));
    }
  }

  /** With a limit of tokens that is never raised. */
  private static Set<Set<String>> once(ScriptedModel model, List<Question> questions) {
    try (Scorer scorer = model.provider("--maxAnswerTokens=900").start(1, Duration.ofSeconds(5))) {
      return amendments(scorer.score(questions));
    }
  }

  @Test
  void givesTheReasonWhenAPostFailsAloneAgainAndAgain() throws IOException {
    ObjectNode refusal = ScriptedModel.JSON.createObjectNode().put("refusal", "No.");
    ObjectNode nothing = ScriptedModel.JSON.createObjectNode().put("content", "");
    assertThat(afterTries(message(refusal, "stop"), 4), is(Reason.REFUSED_BY_MODEL));
    assertThat(afterTries(message(nothing, "content_filter"), 4), is(Reason.CONTENT_FILTERED));
    assertThat(afterTries(content("No idea."), 4), is(Reason.INVALID_ANSWER));
    assertThat(afterTries(message(nothing, "length"), 4), is(Reason.INVALID_ANSWER));
    assertThat(
        afterTries(error(400, "context_length_exceeded", "messages", "too long"), 1),
        is(Reason.TEXT_TOO_LONG));
  }

  private static Reason afterTries(Reply reply, int tries) throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> reply);
        Scorer scorer = model.provider("--maxAnswerTokens=900").start(1, Duration.ofSeconds(5))) {
      Question alone = ScriptedModel.question("a long text about an election. ".repeat(100));
      for (int i = 1; i < tries; i++) {
        Outcome outcome = scorer.score(List.of(alone)).get(alone.textHash());
        alone = alone.amended(((Outcome.AskAgain) outcome).amendments());
        assertThat(scorer.maxTogether(alone), is(1));
      }
      Outcome last = scorer.score(List.of(alone)).get(alone.textHash());
      return ((Outcome.Answered) last).answer().reason().orElseThrow();
    }
  }

  @Test
  void rejectsAloneWhatTheServiceHasNoReasonFor() throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> error(400, null, null, "no"))) {
      assertThat(
          model.score(FIVE.subList(0, 1)).get(FIVE.get(0).textHash()) instanceof Outcome.Rejected,
          is(true));
    }
  }

  @Test
  void leavesOutForGoodWhatAServiceDoesNotTake() throws IOException {
    Function<Asked, Reply> old =
        asked ->
            asked.body().has("response_format")
                ? error(400, null, "response_format", "json_schema is not supported")
                : asked.body().has("temperature")
                    ? error(400, "unsupported_value", "temperature", "only the default")
                    : labels(asked, l -> l);
    try (ScriptedModel model = new ScriptedModel(old);
        Scorer scorer = model.provider().start(1, Duration.ofSeconds(5))) {
      for (int i = 0; i < 3; i++) {
        assertThat(amendments(scorer.score(FIVE)), is(Set.of(Set.of())));
      }
      assertThat(labelled(scorer.score(FIVE)), is(expected(FIVE)));
      assertThat(labelled(scorer.score(FIVE)), is(expected(FIVE)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>hello</html>", "{\"choices\":[", "{}", ""})
  void triesLaterWhereAnAnswerIsNoneOfChatCompletions(String body) throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> new Reply(200, body))) {
      for (Outcome outcome : model.score(FIVE).values()) {
        assertThat(outcome instanceof Outcome.TryLater, is(true));
      }
    }
  }

  @Test
  void triesLaterWhereNobodyListens() {
    Endpoint nowhere =
        new Endpoint("--llmEndpoint", URI.create("http://127.0.0.1:9/v1"), null, false);
    LanguageModel provider =
        new LanguageModel(
            ScriptedModel.CODEBOOK,
            nowhere,
            "m",
            KeyPlace.parse("--llmKeyIn", "bearer", ""),
            null,
            5,
            null,
            .75,
            .9,
            "labels",
            new Sampling(0, 1));
    try (Scorer scorer = provider.start(1, Duration.ofSeconds(5))) {
      assertThat(
          scorer.score(FIVE.subList(0, 1)).get(FIVE.get(0).textHash()),
          is(Outcome.TryLater.noProvider("no connection")));
    }
  }

  @Test
  void stopsAModelThatNeverGivesALabel() throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> content("Hello!"));
        Scorer scorer = model.provider().start(1, Duration.ofSeconds(5))) {
      for (int i = 1; i < LanguageModelScorer.USELESS_ANSWERS; i++) {
        assertThat(amendments(scorer.score(FIVE)), is(Set.of(Set.of("together=3"))));
      }
      Outcome last = scorer.score(FIVE).get(FIVE.get(0).textHash());
      assertThat(((Outcome.Distrusted) last).cause(), containsString("not one of 20 answers"));
    }
  }

  private static Set<Set<String>> amendments(Map<String, Outcome> outcomes) {
    assertThat(outcomes.isEmpty(), is(false));
    Set<Set<String>> amendments = new HashSet<>();
    outcomes.values().forEach(o -> amendments.add(((Outcome.AskAgain) o).amendments()));
    return amendments;
  }
}
