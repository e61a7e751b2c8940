package org.postlabel.scorer.llm;

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scorer.llm.FieldAdaptationTest.json;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.FIVE;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.expected;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.labelled;
import static org.postlabel.scorer.llm.ScriptedModel.labels;
import static org.postlabel.scorer.llm.ScriptedModel.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.llm.ScriptedModel.Asked;
import org.postlabel.scorer.llm.ScriptedModel.Reply;

/** Answers of many models and services, as they write them. */
class AnswerShapesTest {
  private static final String DRAFT = "{\"labels\":[{\"id\":\"p-0000000000\"}]}";

  static Stream<UnaryOperator<ObjectNode>> withLabels() {
    return Stream.of(
        text(said -> "<think>First, " + DRAFT + "?</think>\n\n" + said),
        text(said -> "The template began the thought: " + DRAFT + "\n</think>\n" + said),
        text(said -> "<thinking>\nHm.\n</thinking>```json\n" + said + "\n```"),
        text(said -> "[THINK]Hm.[/THINK]" + said),
        text(said -> "<|channel|>analysis<|message|>Hm<|channel|>final<|message|>" + said),
        text(said -> "Sure! Here are {5} labels:\n\n" + said + "\n\nLet me know {if} I can help."),
        text(said -> "Here you are.\n```json\n" + said + "\n```\nAnything else?"),
        text(said -> "```\n" + said + "\n```"),
        text(said -> "\ufeff" + said),
        // Fields and parts for thoughts: DeepSeek, vLLM, Mistral, gateways.
        message -> message.put("reasoning_content", "First, " + DRAFT),
        message -> message.put("reasoning", "Hm.").putNull("refusal"),
        parts(
            "[{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}]},"
                + "{'type':'text','text':SAID}]"),
        parts("[{'type':'text','text':SAID}]"),
        parts("[{'type':'output_text','text':SAID,'annotations':[]}]"),
        message ->
            message.put("reasoning_content", message.path("content").asText()).putNull("content"),
        message -> message.put("reasoning", message.path("content").asText()).put("content", ""));
  }

  private static UnaryOperator<ObjectNode> text(UnaryOperator<String> change) {
    return message -> message.put("content", change.apply(message.path("content").asText()));
  }

  private static UnaryOperator<ObjectNode> parts(String parts) {
    return message -> {
      String said = message.path("content").toString();
      return message.set("content", tree(json(parts).replace("SAID", said)));
    };
  }

  @ParameterizedTest
  @MethodSource("withLabels")
  void findsTheLabelsWhereverTheyAreInTheMessage(UnaryOperator<ObjectNode> change)
      throws IOException {
    try (ScriptedModel model =
        new ScriptedModel(asked -> message(change.apply(said(asked)), "stop"))) {
      assertThat(labelled(model.score(FIVE)), is(expected(FIVE)));
    }
  }

  static Stream<UnaryOperator<ObjectNode>> withoutLabels() {
    return Stream.of(
        text(said -> "<think>Maybe " + said),
        text(said -> "<think>" + said + "</think>"),
        message ->
            message
                .put("reasoning_content", "Maybe " + message.path("content").asText())
                .putNull("content"),
        parts("[{'type':'thinking','thinking':[{'type':'text','text':SAID}]}]"),
        text(said -> said.substring(0, said.length() - 3)));
  }

  @ParameterizedTest
  @MethodSource("withoutLabels")
  void takesNoThoughtForAnAnswer(UnaryOperator<ObjectNode> change) throws IOException {
    try (ScriptedModel model =
        new ScriptedModel(asked -> message(change.apply(said(asked)), "stop"))) {
      assertThat(amendments(model.score(FIVE)), is(Set.of(Set.of("together=3"))));
    }
  }

  /**
   * Gemini's, Azure's, OpenAI's, Zhipu's; Gemini's of xtekky/gpt4free#2341 and
   * bespokelabsai/curator#261, OpenRouter's of sugarforever/chat-ollama#695, LiteLLM's of
   * BerriAI/litellm#40477.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'object':'chat.completion','choices':[{'index':0,'finish_reason':'SAFETY'}]} |"
            + " CONTENT_FILTERED",
        "{'choices':[{'finish_reason':'content_filter: PROHIBITED_CONTENT','index':0}]} |"
            + " CONTENT_FILTERED",
        "{'choices':[{'finish_reason':'RECITATION','index':0,'message':{'role':'assistant'}}]} |"
            + " CONTENT_FILTERED",
        "{'choices':[{'finish_reason':'content_filter','message':{'content':null}}]} |"
            + " CONTENT_FILTERED",
        "{'choices':[{'finish_reason':'sensitive','message':{'content':''}}]} | CONTENT_FILTERED",
        "{'choices':[],'prompt_filter_results':[{'content_filter_results':{'hate':"
            + "{'filtered':true}}}]} | CONTENT_FILTERED",
        "{'choices':[{'finish_reason':'SAFETY','index':0,'safetyRatings':[{'category':"
            + "'HARM_CATEGORY_HATE_SPEECH','probability':'MEDIUM'}]}]} | CONTENT_FILTERED",
        "{'choices':[{'finish_reason':'content_filter','index':0,'message':null}]} |"
            + " CONTENT_FILTERED",
        "{'choices':[{'finish_reason':'content_filter','native_finish_reason':'RECITATION',"
            + "'message':{'role':'assistant','content':'','refusal':null}}],'usage':"
            + "{'prompt_tokens':1296,'completion_tokens':0}} | CONTENT_FILTERED",
        "{'object':'chat.completion','choices':[],'usage':{'prompt_tokens':19}} | INVALID_ANSWER",
        "{'object':'chat.completion','choices':null} | INVALID_ANSWER",
        "{'id':null,'choices':null,'model':null,'usage':null} | INVALID_ANSWER",
        "{'choices':[]} | INVALID_ANSWER",
        "{'choices':[{'finish_reason':'stop','index':0}]} | INVALID_ANSWER",
        "{'choices':[{'finish_reason':'stop','message':null}]} | INVALID_ANSWER",
        "{'object':'chat.completion','model':'m'} | INVALID_ANSWER"
      })
  void givesAPostWithoutAMessageAReasonAndAsksForItNoMore(String body, Reason reason)
      throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> new Reply(200, json(body)))) {
      assertThat(lastOf(model), is(reason));
      assertThat(model.asked.size(), is(NextTry.TRIES_ALONE));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'Provider returned error','code':502,'metadata':{}}}",
        "{'choices':[{'error':{'code':502,'message':'x'},'finish_reason':'error','message':"
            + "{'content':''}}]}",
        "{'choices':null,'error':{'message':'ResourceExhausted','type':'server_error'}}",
        "{'choices':[{'finish_reason':'error','message':{'content':'{}'}}],'usage':"
            + "{'prompt_tokens':null}}",
        "{'choices':[{'finish_reason':'insufficient_system_resource','message':{'content':''}}]}",
        "{'choices':[{'finish_reason':'abort','message':{'content':''}}]}"
      })
  void triesLaterWhereA200HoldsAFailureOfTheService(String body) throws IOException {
    assertThat(first(200, body), is(Outcome.TryLater.because("HTTP 502", null)));
  }

  @Test
  void slowsDownOrStopsWhereA200HoldsTheErrorThatSaysSo() throws IOException {
    assertThat(
        first(200, "{'error':{'message':'Rate limited','code':429}}") instanceof Outcome.Throttled,
        is(true));
    assertThat(
        first(200, "{'error':{'message':'x','type':'rate_limit_error','code':'x'}}")
            instanceof Outcome.Throttled,
        is(true));
    assertThat(
        first(200, "{'error':{'message':'x','code':402}}") instanceof Outcome.Refused, is(true));
  }

  /** Groq's, and a gateway's of the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'Failed to generate JSON. Please adjust your prompt. See"
            + " failed_generation for more details.','type':'invalid_request_error','code':"
            + "'json_validate_failed','failed_generation':'{'}}",
        "{'error':{'message':'Failed to generate JSON.','type':'invalid_request_error'}}",
        "{'error':{'message':'GroqException - json_validate_failed','code':'400'}}"
      })
  void asksAgainWhereTheServiceFoundTheJsonOfItsModelInvalid(String body) throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> new Reply(400, json(body)))) {
      assertThat(amendments(model.score(FIVE)), is(Set.of(Set.of("together=3"))));
      assertThat(lastOf(model), is(Reason.INVALID_ANSWER));
    }
  }

  @Test
  void raisesItsTokenLimitOnceAndThenSaysThatAnswersAreCutOff() throws IOException {
    try (ScriptedModel model = new ScriptedModel(AnswerShapesTest::cutOffBelow2000);
        Scorer scorer = model.provider().start(1, Duration.ofSeconds(5))) {
      assertThat(amendments(scorer.score(FIVE)), is(Set.of(Set.of())));
      int first = model.asked.get(0).body().path("max_completion_tokens").asInt();
      assertThat(scorer.mostUsage(FIVE).completionTokens(), is(4L * first));
      assertThat(labelled(scorer.score(FIVE)), is(expected(FIVE)));
      assertThat(model.asked.get(1).body().path("max_completion_tokens").asInt(), is(4 * first));
    }
    try (ScriptedModel model = new ScriptedModel(AnswerShapesTest::cutOffBelow2000);
        Scorer scorer = model.provider("--maxAnswerTokens=1500").start(1, Duration.ofSeconds(5))) {
      for (int i = 1; i < LanguageModelScorer.USELESS_ANSWERS; i++) {
        assertThat(amendments(scorer.score(FIVE)), is(Set.of(Set.of("together=3"))));
      }
      Outcome last = scorer.score(FIVE).get(FIVE.get(0).textHash());
      assertThat(
          ((Outcome.Distrusted) last).cause(),
          containsString("answers are cut off by the token limit. Allow more with"));
      assertThat(model.asked.get(0).body().path("max_completion_tokens").asInt(), is(1_500));
    }
  }

  private static Reply cutOffBelow2000(Asked asked) {
    boolean isCutOff = asked.body().path("max_completion_tokens").asInt() < 2_000;
    return isCutOff
        ? message(ScriptedModel.JSON.createObjectNode().put("content", "{\"labels\":[{"), "length")
        : labels(asked, l -> l);
  }

  private static Outcome first(int status, String body) throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> new Reply(status, json(body)))) {
      return model.score(FIVE).get(FIVE.get(0).textHash());
    }
  }

  /** The reason that a post asked alone ends with. */
  private static Reason lastOf(ScriptedModel model) {
    model.asked.clear();
    try (Scorer scorer = model.provider().start(1, Duration.ofSeconds(5))) {
      Question alone = FIVE.get(0);
      while (true) {
        Outcome outcome = scorer.score(List.of(alone)).get(alone.textHash());
        if (outcome instanceof Outcome.Answered answered) {
          return answered.answer().reason().orElseThrow();
        }
        alone = alone.amended(((Outcome.AskAgain) outcome).amendments());
      }
    }
  }

  private static Set<Set<String>> amendments(Map<String, Outcome> outcomes) {
    return outcomes.values().stream()
        .map(outcome -> ((Outcome.AskAgain) outcome).amendments())
        .collect(toSet());
  }

  private static ObjectNode said(Asked asked) {
    return (ObjectNode) tree(labels(asked, l -> l).body()).at("/choices/0/message");
  }

  private static JsonNode tree(String json) {
    try {
      return ScriptedModel.JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
