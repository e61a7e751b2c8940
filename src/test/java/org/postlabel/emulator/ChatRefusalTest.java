package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.emulator.settings.EmulatorSetup;

class ChatRefusalTest {
  private static final EmulatorSetup PLAIN = EmulatorSetup.PLAIN;

  @AutoClose private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(PLAIN.config());
    caller = new Caller(emulator);
  }

  @Test
  void refusesAWrongKeyAndNone() throws Exception {
    String prompt = ChatPrompt.of("A remark").toString();

    HttpResponse<String> wrong =
        Caller.send(caller.toChat().header("Authorization", "Bearer wrong-key"), prompt);
    HttpResponse<String> none = Caller.send(caller.toChat(), prompt);
    HttpResponse<String> elsewhere =
        Caller.send(caller.toChat().header("X-Goog-Api-Key", Caller.KEY), prompt);

    JsonNode error = error(401, wrong);
    assertThat(error.path("type").asText(), is("invalid_request_error"));
    assertThat(error.path("code").asText(), is("invalid_api_key"));
    assertThat(wrong.body(), not(containsString("wrong-key")));
    assertThat(error(401, none).path("code").asText(), is("invalid_api_key"));
    assertThat(error(401, elsewhere).path("code").asText(), is("invalid_api_key"));
    assertThat(emulator.stats().texts().distinct(), is(0L));
  }

  @Test
  void doesNotKnowJsonSchemaWhenToldSo() throws Exception {
    emulator.reconfigure(PLAIN.with("chatStructuredOutput", false).config());

    JsonNode error = error(400, caller.chat(ChatPrompt.of("A remark").withSchema()));

    assertThat(
        error.path("message").asText(),
        containsString("'response_format' of type 'json_schema' is not supported"));
    assertThat(error.path("type").asText(), is("invalid_request_error"));
    assertThat(error.path("param").asText(), is("response_format"));
    assertThat(caller.chat(ChatPrompt.of("A remark")).statusCode(), is(200));
  }

  @Test
  void refusesAStrictSchemaThatIsOpen() throws Exception {
    ChatPrompt prompt = ChatPrompt.of("A remark").withSchema();
    ObjectNode label =
        (ObjectNode)
            prompt.request().at("/response_format/json_schema/schema/properties/labels/items");
    label.remove("additionalProperties");

    JsonNode error = error(400, caller.chat(prompt));

    assertThat(
        error.path("message").asText(),
        is(
            "Invalid schema for response_format 'labels': "
                + "'additionalProperties' is required to be false."));
  }

  @Test
  void refusesAStrictSchemaWithAPropertyThatIsNotRequired() throws Exception {
    ChatPrompt prompt = ChatPrompt.of("A remark").withSchema();
    ObjectNode label =
        (ObjectNode)
            prompt.request().at("/response_format/json_schema/schema/properties/labels/items");
    label.putArray("required").add("id");

    JsonNode error = error(400, caller.chat(prompt));

    assertThat(error.path("message").asText(), containsString("misses 'is_sociopolitical'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not JSON | null",
        "{} | model",
        "{\"model\":\"m\"} | messages",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"\"}]} | messages",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]} | messages",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"max_tokens\":0}"
            + " | max_tokens",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],"
            + "\"response_format\":{\"type\":\"xml\"}} | response_format.type",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],"
            + "\"response_format\":{\"type\":\"json_schema\"}} | response_format.json_schema.name"
      })
  void namesTheParameterThatIsWrong(String body, String parameter) throws Exception {
    JsonNode error = error(400, caller.chat(body));

    assertThat(error.path("type").asText(), is("invalid_request_error"));
    assertThat(error.path("param").asText(), is(parameter));
  }

  @Test
  void hasOneModelWhenToldSo() throws Exception {
    emulator.reconfigure(PLAIN.with("chatModel", "small").config());

    assertThat(
        error(404, caller.chat(ChatPrompt.of("A remark"))).path("code").asText(),
        is("model_not_found"));
  }

  @Test
  void refusesWhatIsLongerThanTheContext() throws Exception {
    emulator.reconfigure(PLAIN.with("contextTokens", 100).config());

    assertThat(caller.chat(ChatPrompt.of("A remark")).statusCode(), is(200));
    assertThat(
        error(400, caller.chat(ChatPrompt.of("A remark").with("max_completion_tokens", 95)))
            .path("code")
            .asText(),
        is("context_length_exceeded"));
  }

  @Test
  void filtersAPromptWithThePoisonMarker() throws Exception {
    emulator.reconfigure(PLAIN.with("poisonMarker", "arsenic").config());

    JsonNode error = error(400, caller.chat(ChatPrompt.of("A remark", "Old arsenic lace")));

    assertThat(error.path("code").asText(), is("content_filter"));
    assertThat(emulator.stats().texts().distinctScored(), is(0L));
    assertThat(emulator.stats().texts().distinct(), is(2L));
  }

  @Test
  void endsWithAnEnvelopeOfItsOwn() throws Exception {
    emulator.reconfigure(PLAIN.with("gone", 410).with("goneAfterCalls", 1).config());

    assertThat(caller.chat(ChatPrompt.of("A remark")).statusCode(), is(200));
    assertThat(
        error(410, caller.chat(ChatPrompt.of("A remark"))).path("type").asText(),
        is("invalid_request_error"));
  }

  private static JsonNode error(int status, HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode(), is(status));
    return Caller.json(response).path("error");
  }
}
