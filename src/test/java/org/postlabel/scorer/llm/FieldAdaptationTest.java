package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.FIVE;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.expected;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.labelled;
import static org.postlabel.scorer.llm.ScriptedModel.labels;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.llm.ScriptedModel.Asked;
import org.postlabel.scorer.llm.ScriptedModel.Reply;

/** Services that do not know all fields of a request, as they say so. */
class FieldAdaptationTest {
  private static final String RENAMED =
      "{'error':{'message':'Unsupported parameter: \\'max_tokens\\' is not supported with this"
          + " model. Use \\'max_completion_tokens\\' instead.','type':'invalid_request_error',"
          + "'param':'max_tokens','code':'unsupported_parameter'}}";

  static Stream<Arguments> oneField() {
    return Stream.of(
        // Mistral, its older form, vLLM, Azure, Gemini, DeepSeek.
        field(
            "max_completion_tokens",
            422,
            "{'object':'error','message':{'detail':[{'type':'extra_forbidden','loc':['body',"
                + "'max_completion_tokens'],'msg':'Extra inputs are not permitted','input':1060}]},"
                + "'type':'invalid_request_error','param':null,'code':null}"),
        field(
            "max_completion_tokens",
            422,
            "{'object':'Error','detail':[{'type':'extra_forbidden','loc':['body',"
                + "'max_completion_tokens'],'msg':'Extra inputs are not permitted'}],'message':"
                + "[{'type':'extra_forbidden'}],'type':'invalid_request_error','code':3001}"),
        field(
            "max_completion_tokens",
            400,
            "{'object':'error','message':\"[{\\'type\\': \\'extra_forbidden\\', \\'loc\\':"
                + " (\\'body\\', \\'max_completion_tokens\\')}]\",'type':'BadRequestError',"
                + "'param':null,'code':400}"),
        field(
            "max_completion_tokens",
            400,
            "{'error':{'message':'Unrecognized request argument supplied: max_completion_tokens',"
                + "'type':'invalid_request_error','param':null,'code':null}}"),
        field(
            "max_completion_tokens",
            400,
            "[{'error':{'code':400,'message':'Invalid JSON payload received. Unknown name"
                + " max_completion_tokens: Cannot find field.','status':'INVALID_ARGUMENT'}}]"),
        field(
            "temperature",
            400,
            "{'error':{'message':'Unsupported value: temperature does not support 0 with this"
                + " model. Only the default (1) value is supported.','type':"
                + "'invalid_request_error','param':'temperature','code':'unsupported_value'}}"),
        field(
            "temperature",
            422,
            "{'detail':[{'type':'extra_forbidden','loc':['body','temperature'],'msg':'Extra inputs"
                + " are not permitted'}]}"));
  }

  private static Arguments field(String name, int status, String body) {
    return Arguments.of(name, status, body);
  }

  @ParameterizedTest
  @MethodSource("oneField")
  void leavesOutOrRenamesWhatAServiceDoesNotKnowForTheWholeRun(
      String field, int status, String body) throws IOException {
    List<Asked> asked = asked(request -> request.has(field), new Reply(status, json(body)), 2);

    int limit = asked.get(0).body().path("max_completion_tokens").asInt();
    assertThat(asked.get(1).body().has(field), is(false));
    assertThat(
        asked.get(1).body().path("max_tokens").asInt(),
        is(field.equals("temperature") ? 0 : limit));
    assertThat(
        asked.get(1).body().path("response_format").path("type").asText(), is("json_schema"));
  }

  @Test
  void numbersLaterJudgementsByTheSeedUntilAServiceDoesNotKnowIt() throws IOException {
    Reply refusal =
        new Reply(
            400,
            json(
                "{'error':{'message':'Unrecognized request argument supplied: seed',"
                    + "'type':'invalid_request_error','param':null,'code':null}}"));
    List<Question> second = FIVE.stream().map(question -> question.ofJudgement(2)).toList();
    try (ScriptedModel model =
            new ScriptedModel(asked -> asked.body().has("seed") ? refusal : labels(asked, l -> l));
        Scorer scorer = model.provider().start(1, Duration.ofSeconds(5))) {
      scorer.score(FIVE);
      scorer.score(second);
      assertThat(labelled(scorer.score(second)), is(expected(FIVE)));

      assertThat(
          model.asked.stream().map(asked -> asked.body().path("seed").asInt(0)).toList(),
          is(List.of(0, 2, 0)));
      assertThat(model.asked.get(0).body().path("temperature").asText(), is("0"));
    }
  }

  static Stream<Arguments> noSchema() {
    return Stream.of(
        // DeepSeek twice, Azure, Groq, LM Studio's form, Gemini, vLLM, llama.cpp; Cerebras
        // (musistudio/claude-code-router#708), Fireworks (BerriAI/litellm#7533), LiteLLM (#8278).
        format(
            400,
            "{'message':'Unsupported JSON schema fields: {minItems, items}','type':"
                + "'invalid_request_error','param':'response_format','code':'wrong_api_format'}"),
        format(
            400,
            "{'error':{'object':'error','type':'invalid_request_error','message':'Extra inputs are"
                + " not permitted, field: response_format.schema_field, value: None'}}"),
        format(
            400,
            "{'error':{'message':'litellm.UnsupportedParamsError: together_ai does not support"
                + " parameters: [response_format], for model=m','type':'None','param':'None',"
                + "'code':'400'}}"),
        format(400, "{'error':{'message':'This response_format type is unavailable now'}}"),
        format(
            422,
            "{'error':{'message':'Failed to deserialize the JSON body into the target type:"
                + " response_format.type `json_schema` is unavailable now','type':"
                + "'invalid_request_error','param':null,'code':'invalid_request_error'}}"),
        format(
            400,
            "{'error':{'code':'BadRequest','message':'response_format value as json_schema is"
                + " enabled only for api versions 2024-08-01-preview and later','param':null}}"),
        format(
            400,
            "{'error':{'message':'This model does not support response format `json_schema`.',"
                + "'type':'invalid_request_error'}}"),
        format(400, "{'error':'\\'response_format.type\\' must be json_object or text'}"),
        format(
            400,
            "[{'error':{'code':400,'message':'Invalid JSON payload received. Unknown name"
                + " additionalProperties at generation_config.response_schema: Cannot find"
                + " field.','status':'INVALID_ARGUMENT'}}]"),
        format(
            400,
            "{'object':'error','message':'Failed to convert the grammar from JSON schema',"
                + "'type':'BadRequestError','code':400}"));
  }

  private static Arguments format(int status, String body) {
    return Arguments.of(status, body);
  }

  @ParameterizedTest
  @MethodSource("noSchema")
  void asksForAJsonObjectWhereASchemaIsNotTaken(int status, String body) throws IOException {
    List<Asked> asked =
        asked(
            request -> request.path("response_format").has("json_schema"),
            new Reply(status, json(body)),
            2);

    assertThat(
        asked.get(1).body().path("response_format").toString(), is("{\"type\":\"json_object\"}"));
  }

  @Test
  void asksForNoFormatWhereNoneIsTaken() throws IOException {
    List<Asked> asked =
        asked(
            request -> request.has("response_format"),
            new Reply(400, json("{'error':'\\'response_format.type\\' must be text'}")),
            3);

    assertThat(asked.get(2).body().has("response_format"), is(false));
  }

  @Test
  void sendsNoLimitWhereNeitherNameIsTaken() throws IOException {
    List<Asked> asked =
        asked(
            request -> request.has("max_tokens") || request.has("max_completion_tokens"),
            new Reply(400, json(RENAMED)),
            3);

    assertThat(asked.get(2).body().has("max_tokens"), is(false));
  }

  /**
   * OpenAI's o1-mini (animalnots/BetterChatGPT-PLUS#90), vLLM (vllm-project/vllm#2964, #2080),
   * Gemini's Gemma (0xPlaygrounds/rig#788), LiteLLM before vLLM (BerriAI/litellm#4377), LM Studio
   * (Mintplex-Labs/anything-llm#2914), llama.cpp (ggml-org/llama.cpp#19851, and in the words of
   * sgl-project/sglang#1342).
   */
  static Stream<Arguments> noSystemMessage() {
    return Stream.of(
        format(
            400,
            "{'error':{'message':'Unsupported value: \\'messages[0].role\\' does not support"
                + " \\'system\\' with this model.','type':'invalid_request_error','param':"
                + "'messages[0].role','code':'unsupported_value'}}"),
        format(
            400,
            "{'object':'error','message':'System role not supported','type':'BadRequestError',"
                + "'param':null,'code':400}"),
        format(
            400,
            "{'object':'error','message':'Conversation roles must alternate"
                + " user/assistant/user/assistant/...','type':'invalid_request_error','param':null,"
                + "'code':null}"),
        format(
            400,
            "[{'error':{'code':400,'message':'Developer instruction is not enabled for"
                + " models/gemma-3-27b-it','status':'INVALID_ARGUMENT'}}]"),
        format(
            400,
            "{'error':{'message':'litellm.BadRequestError: OpenAIException - Error code: 400 -"
                + " System role not supported','type':null,'param':null,'code':'400'}}"),
        format(400, "{'error':'Only user and assistant roles are supported!'}"),
        format(
            500,
            "{'error':{'code':500,'message':'While executing CallExpression at line 189, column 32"
                + " in source: Error: Jinja Exception: After the optional system message,"
                + " conversation roles must alternate','type':'server_error'}}"),
        format(
            500,
            "{'error':{'code':500,'message':'Error: Jinja Exception: System role not supported',"
                + "'type':'server_error'}}"));
  }

  @ParameterizedTest
  @MethodSource("noSystemMessage")
  void putsTheInstructionsBeforeThePostsWhereTheRoleSystemIsNotTaken(int status, String body)
      throws IOException {
    List<Asked> asked =
        asked(
            request -> request.at("/messages/0/role").asText().equals("system"),
            new Reply(status, json(body)),
            2);

    JsonNode before = asked.get(0).body().path("messages");
    JsonNode after = asked.get(1).body().path("messages");
    assertThat(after.size(), is(1));
    assertThat(after.path(0).path("role").asText(), is("user"));
    assertThat(
        after.path(0).path("content").asText(),
        is(
            before.path(0).path("content").asText()
                + "\n\n"
                + before.path(1).path("content").asText()));
    assertThat(
        asked.get(1).body().path("response_format").path("type").asText(), is("json_schema"));
  }

  static Stream<String> smallerLimits() {
    return Stream.of(
        "{'error':{'message':'max_tokens is too large: 1060. This model supports at most 512"
            + " completion tokens, whereas you provided 1060.','type':'invalid_request_error',"
            + "'param':'max_tokens','code':'invalid_value'}}",
        "{'error':{'message':'Invalid max_tokens value, the valid range of max_tokens is [1, 512]',"
            + "'type':'invalid_request_error'}}",
        "{'error':{'message':'`max_tokens` must be less than or equal to `512`','type':"
            + "'invalid_request_error'}}");
  }

  @ParameterizedTest
  @MethodSource("smallerLimits")
  void asksForNoMoreTokensThanAServiceAllows(String body) throws IOException {
    List<Asked> asked =
        asked(
            request -> request.path("max_completion_tokens").asInt() > 512,
            new Reply(400, json(body)),
            2);

    assertThat(asked.get(1).body().path("max_completion_tokens").asInt(), is(512));
  }

  /** What was asked until all five posts had their labels, by the n-th request and later ones. */
  private static List<Asked> asked(Predicate<JsonNode> isRefused, Reply refusal, int requests)
      throws IOException {
    try (ScriptedModel model =
            new ScriptedModel(
                asked -> isRefused.test(asked.body()) ? refusal : labels(asked, l -> l));
        Scorer scorer = model.provider().start(1, Duration.ofSeconds(5))) {
      for (int i = 1; i < requests; i++) {
        scorer.score(FIVE);
      }
      assertThat(labelled(scorer.score(FIVE)), is(expected(FIVE)));
      assertThat(labelled(scorer.score(FIVE)), is(expected(FIVE)));
      assertThat(model.asked.size(), is(requests + 1));
      return List.copyOf(model.asked);
    }
  }

  /** Single quotes stand for double ones. */
  static String json(String quoted) {
    return quoted
        .replace("\"", "\u0001")
        .replace("\\'", "\u0002")
        .replace('\'', '"')
        .replace("\u0001", "\"")
        .replace('\u0002', '\'');
  }
}
