package org.postlabel.scorer.moderation;

import static java.util.Arrays.stream;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Asked;
import org.postlabel.testing.ScriptedService.Reply;

class ModerationScorerTest {
  private static final List<Question> THREE =
      stream(new String[] {"a post of one", "a longer post, of two", "rain \ud83c\udf27 all day"})
          .map(Question::about)
          .toList();

  @Test
  void sendsPlainStringsAndGivesEachTextItsOwnScores() throws IOException {
    try (ScriptedService service = new ScriptedService(asked -> results(asked, r -> r))) {
      Map<String, Outcome> outcomes = ask(service, THREE);

      for (Question question : THREE) {
        assertThat(
            answer(outcomes, question).scores().byAttribute(),
            is(
                Map.of(
                    "harassment/threatening",
                    (double) question.text().length(),
                    "sexual",
                    0.0,
                    "flagged",
                    true,
                    "flagged_categories",
                    "harassment/threatening",
                    "model",
                    "omni-of-today")));
      }
      Asked only = service.asked().get(0);
      assertThat(service.asked().size(), is(1));
      assertThat(only.route(), is("POST /v1/moderations"));
      assertThat(
          only.body().toString(),
          is(
              "{\"model\":\"m\",\"input\":[\"a post of one\",\"a longer post, of two\",\"rain"
                  + " \ud83c\udf27 all day\"]}"));
    }
  }

  @Test
  void keepsACategoryThatNobodyDocuments() throws IOException {
    Map<String, Outcome> outcomes =
        ask(
            THREE,
            asked ->
                results(
                    asked,
                    result -> {
                      ((ObjectNode) result.path("category_scores"))
                          .put("sarcasm/dry", .25)
                          .put("irony", 1);
                      return result;
                    }));

    assertThat(
        answer(outcomes, THREE.get(1)).scores().byAttribute().get("other_categories"),
        is("{\"sarcasm/dry\":0.25,\"irony\":1}"));
  }

  @Test
  void isNotScoredWhereTheServiceJudgedNoTextOrGaveNoNumber() throws IOException {
    Map<String, Outcome> outcomes =
        ask(
            THREE,
            asked ->
                results(
                    asked,
                    result -> {
                      ((ObjectNode) result.path("category_scores"))
                          .put("violence/graphic", 0)
                          .put("illicit", "0.5")
                          .putNull("illicit/violent");
                      ObjectNode types = result.putObject("category_applied_input_types");
                      types.putArray("violence/graphic").add("image");
                      types.putArray("sexual").add("image").add("text");
                      return result;
                    }));

    assertThat(
        answer(outcomes, THREE.get(0)).scores().byAttribute().keySet(),
        is(Set.of("harassment/threatening", "sexual", "flagged", "flagged_categories", "model")));
  }

  /** It has no {@code flagged}, and its category of the same name is another judgement. */
  @Test
  void readsMistralsForm() throws IOException {
    Reply reply =
        Reply.ok(
            """
            {"id": "x", "model": "mistral-moderation-2603",
             "results": [{"categories": {"sexual": false, "pii": true},
                          "category_scores": {"sexual": 0, "pii": 0.75}}],
             "usage": {"prompt_tokens": 12, "total_tokens": 12}}\
            """);
    Answer answer = answer(ask(THREE.subList(0, 1), asked -> reply), THREE.get(0));

    assertThat(
        answer.scores().byAttribute(),
        is(
            Map.of(
                "mistral/sexual",
                0.0,
                "pii",
                .75,
                "flagged_categories",
                "pii",
                "model",
                "mistral-moderation-2603")));
    assertThat(answer.usage(), is(new Usage(12, 0)));
    assertThat(answer.receiptOrNull().model(), is("mistral-moderation-2603"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4})
  void scoresNoTextWhenThereIsNotOneResultForEach(int results) throws IOException {
    Map<String, Outcome> outcomes =
        ask(
            THREE,
            asked -> {
              ObjectNode reply = JsonNodeFactory.instance.objectNode();
              ArrayNode array = reply.putArray("results");
              for (int i = 0; i < results; i++) {
                array.add(result("any"));
              }
              return Reply.ok(reply.toString());
            });

    for (Question question : THREE) {
      Outcome.AskAgain again = (Outcome.AskAgain) outcomes.get(question.textHash());
      assertThat(again.amendments(), is(Set.of("together=2")));
    }
  }

  @Test
  void triesLaterWhenOneTextGetsTwoResults() throws IOException {
    assertThat(
        ask(THREE.subList(0, 1), asked -> Reply.ok("{\"results\":[{},{}]}"))
            .get(THREE.get(0).textHash()),
        is(Outcome.TryLater.noProvider("2 results for one text")));
  }

  @Test
  void failsATextWithoutAnyScore() throws IOException {
    Map<String, Outcome> outcomes =
        ask(THREE.subList(0, 1), asked -> Reply.ok("{\"results\":[{\"flagged\":false}]}"));

    assertThat(answer(outcomes, THREE.get(0)).reasonOrNull(), is(Reason.NO_SCORES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "<html>", "{\"results\":{}}", "{\"results\":[{}"})
  void triesLaterWhenTheAnswerIsNoModeration(String body) throws IOException {
    assertThat(
        Set.copyOf(ask(THREE, asked -> Reply.ok(body)).values()),
        is(Set.of(Outcome.TryLater.noProvider("an answer that is no moderation"))));
  }

  @Test
  void countsARequestAsOneQueryAndItsTokens() throws IOException {
    try (ScriptedService service = new ScriptedService(asked -> results(asked, r -> r));
        Scorer scorer = provider(service).start(1, Duration.ofSeconds(5))) {
      assertThat(scorer.queriesFor(3), is(1));
      assertThat(scorer.questionsFor(0), is(0));
      assertThat(scorer.questionsFor(1), is(32));
      Usage used =
          scorer.score(THREE).values().stream().map(Outcome::usage).reduce(Usage.NONE, Usage::plus);
      assertThat(used, is(scorer.mostUsage(THREE)));
      assertThat(used.promptTokens(), is(4L + 6L + 5L));
    }
  }

  static Moderation provider(ScriptedService service, String... more) {
    String[] arguments = Arrays.copyOf(more, more.length + 2);
    arguments[more.length] = "--moderationService=" + service.url() + "/v1";
    arguments[more.length + 1] = "--moderationModel=m";
    return Moderation.from(PipelineOptionsFactory.fromArgs(arguments).as(ModerationOptions.class));
  }

  private static Map<String, Outcome> ask(List<Question> questions, Function<Asked, Reply> script)
      throws IOException {
    try (ScriptedService service = new ScriptedService(script)) {
      return ask(service, questions);
    }
  }

  static Map<String, Outcome> ask(ScriptedService service, List<Question> questions) {
    try (Scorer scorer = provider(service).start(1, Duration.ofSeconds(5))) {
      return scorer.score(questions);
    }
  }

  private static Answer answer(Map<String, Outcome> outcomes, Question question) {
    Outcome outcome = outcomes.get(question.textHash());
    assertThat(outcome, is(notNullValue()));
    return ((Outcome.Answered) outcome).answer();
  }

  private static Reply results(Asked asked, UnaryOperator<ObjectNode> change) {
    ObjectNode reply = JsonNodeFactory.instance.objectNode().put("model", "omni-of-today");
    ArrayNode results = reply.putArray("results");
    for (JsonNode text : asked.body().path("input")) {
      results.add(change.apply(result(text.asText())));
    }
    return Reply.ok(reply.toString());
  }

  private static ObjectNode result(String text) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("flagged", true);
    result.putObject("categories").put("sexual", false).put("harassment/threatening", true);
    result
        .putObject("category_scores")
        .put("sexual", 0)
        .put("harassment/threatening", text.length());
    return result;
  }
}
