package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.settings.EmulatorSetup;

class RefusalTest {
  @AutoClose private static Emulator emulator;
  private static Caller caller;

  @BeforeAll
  static void start() throws IOException {
    emulator = Emulator.start(EmulatorSetup.PLAIN.with("poisonMarker", "arsenic").config());
    caller = new Caller(emulator);
  }

  @Test
  void refusesAnEmptyComment() throws Exception {
    JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyzeText(""));

    assertThat(error.path("message").asText(), is("Comment must be non-empty."));
    assertThat(
        error.at("/details/0/@type").asText(),
        is("type.googleapis.com/google.commentanalyzer.v1alpha1.Error"));
    assertThat(error.at("/details/0/errorType").asText(), is("COMMENT_EMPTY"));
  }

  @Test
  void acceptsACommentOfExactlyTheLimitInBytes() throws Exception {
    assertThat(caller.analyzeText("ü".repeat(10_240)).statusCode(), is(200));
  }

  @Test
  void refusesACommentOfOneByteTooManyWithAMessageOnly() throws Exception {
    JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyzeText("ü".repeat(10_240) + "x"));

    assertThat(
        error.path("message").asText(),
        is("Comment text was too many bytes. Value (20481) exceeded limit (20480)."));
    assertThat(error.has("details"), is(false));
  }

  @Test
  void namesTheFirstAttributeThatDoesNotSupportTheRequestedLanguage() throws Exception {
    ObjectNode request = Caller.request("Ein Satz", "TOXICITY", "SPAM", "FLIRTATION");
    request.putArray("languages").add("de");

    JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyze(request));

    assertThat(
        error.path("message").asText(),
        is("Attribute SPAM does not support request languages: de"));
    assertThat(
        error.at("/details/0/errorType").asText(), is("LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"));
    assertThat(
        error.at("/details/0/languageNotSupportedByAttributeError"),
        is(Caller.json("{\"requestedLanguages\":[\"de\"],\"attribute\":\"SPAM\"}")));
  }

  @Test
  void namesTheDetectedLanguageWhenNoneWasRequested() throws Exception {
    ObjectNode request = Caller.request("Καλημέρα", "TOXICITY");
    request.remove("languages");

    JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyze(request));

    assertThat(
        error.at("/details/0/languageNotSupportedByAttributeError"),
        is(Caller.json("{\"detectedLanguages\":[\"el\"],\"attribute\":\"TOXICITY\"}")));
  }

  @Test
  void saysThatTheLanguageOfDigitsCannotBeDetected() throws Exception {
    ObjectNode request = Caller.request("12345678 !!", "TOXICITY");
    request.remove("languages");

    JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyze(request));

    assertThat(error.at("/details/0/errorType").asText(), is("LANGUAGE_DETECTION_FAILED"));
    assertThat(error.path("message").asText(), startsWith("Unable to detect language"));
  }

  @Test
  void refusesAnUnknownAttribute() throws Exception {
    JsonNode error =
        error(400, "INVALID_ARGUMENT", caller.analyze(Caller.request("A remark", "NICENESS")));

    assertThat(error.path("message").asText(), is("Unknown requested attribute: NICENESS"));
  }

  @Test
  void refusesARequestWithoutAttributes() throws Exception {
    JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyze(Caller.request("A remark")));

    assertThat(error.path("message").asText(), is("Missing requested_attributes"));
  }

  @Test
  void refusesAnotherScoreType() throws Exception {
    ObjectNode request = Caller.request("A remark", "TOXICITY");
    ((ObjectNode) request.at("/requestedAttributes/TOXICITY")).put("scoreType", "PERCENTILE");

    JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyze(request));

    assertThat(
        error.path("message").asText(),
        is("Attribute TOXICITY does not support score type: PERCENTILE"));
  }

  @Test
  void refusesAFieldThatItDoesNotKnow() throws Exception {
    ObjectNode request = Caller.request("A remark", "TOXICITY").put("language", "en");

    JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyze(request));

    assertThat(
        error.path("message").asText(),
        is("Invalid JSON payload received. Unknown name \"language\": Cannot find field."));
  }

  @Test
  void refusesABodyThatIsNoJson() throws Exception {
    for (String body :
        new String[] {
          "",
          "{",
          "[]",
          "null",
          "{\"comment\":7}",
          "{\"comment\":{\"text\":7}}",
          "{\"comment\":{\"text\":true}}",
          "{\"languages\":[null]}",
          "{\"languages\":\"en\"}",
          "{\"requestedAttributes\":{\"TOXICITY\":null}}",
          "{\"requestedAttributes\":{\"TOXICITY\":{\"scoreThreshold\":\"0.5\"}}}",
          "{\"doNotStore\":1}",
          "{\"span_annotations\":\"true\"}",
          "{} {}",
          "\"text\""
        }) {
      JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyze(body));

      assertThat(error.path("message").asText(), startsWith("Invalid JSON payload received."));
    }
  }

  @Test
  void answersAPoisonousTextWithA400OfUnknownCause() throws Exception {
    JsonNode error = error(400, "INVALID_ARGUMENT", caller.analyzeText("Tea with arsenic, please"));

    assertThat(error.path("message").asText(), is("Request contains an invalid argument."));
    assertThat(error.has("details"), is(false));
  }

  @Test
  void refusesACallWithoutAKey() throws Exception {
    String body = Caller.request("A remark", "TOXICITY").toString();

    JsonNode error =
        error(403, "PERMISSION_DENIED", Caller.send(caller.to("/v1alpha1/comments:analyze"), body));

    assertThat(
        error.path("message").asText(), startsWith("Method doesn't allow unregistered callers"));
  }

  @Test
  void refusesAWrongKeyWithA400() throws Exception {
    String body = Caller.request("A remark", "TOXICITY").toString();

    JsonNode error =
        error(
            400,
            "INVALID_ARGUMENT",
            Caller.send(caller.to("/v1alpha1/comments:analyze?key=wrong"), body));

    assertThat(
        error.path("message").asText(), is("API key not valid. Please pass a valid API key."));
    assertThat(error.at("/details/0/reason").asText(), is("API_KEY_INVALID"));
    assertThat(
        error.at("/details/0/@type").asText(), is("type.googleapis.com/google.rpc.ErrorInfo"));
  }

  private static JsonNode error(int code, String status, HttpResponse<String> response)
      throws IOException {
    JsonNode error = Caller.json(response).path("error");
    assertThat(response.statusCode(), is(code));
    assertThat(error.path("code").asInt(), is(code));
    assertThat(error.path("status").asText(), is(status));
    return error;
  }
}
