package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.analyze.EmulatedScores;
import org.postlabel.emulator.settings.EmulatorSetup;

class AnalyzeTest {
  @AutoClose private static Emulator emulator;
  private static Caller caller;

  @BeforeAll
  static void start() throws IOException {
    emulator = Emulator.start(EmulatorSetup.PLAIN.config());
    caller = new Caller(emulator);
  }

  @Test
  void scoresEveryRequestedAttributeAndSaysThatItIsEmulated() throws Exception {
    ObjectNode request = Caller.request("A calm remark", "TOXICITY", "SPAM");

    HttpResponse<String> response = caller.analyze(request.put("clientToken", "mine"));

    float toxicity = EmulatedScores.of("A calm remark").score("TOXICITY");
    float spam = EmulatedScores.of("A calm remark").score("SPAM");
    assertThat(response.statusCode(), is(200));
    assertThat(response.headers().firstValue("X-Emulated").orElse(""), is("true"));
    assertThat(
        response.body(),
        is(
            """
            {"attributeScores":{"TOXICITY":{"summaryScore":{"value":%s,"type":"PROBABILITY"}},\
            "SPAM":{"summaryScore":{"value":%s,"type":"PROBABILITY"}}},\
            "languages":["en"],"detectedLanguages":["en"],"clientToken":"mine"}\
            """
                .formatted(toxicity, spam)));
  }

  @Test
  void movesScoresWhenToldTo() throws Exception {
    EmulatorSetup moved = EmulatorSetup.PLAIN.with("scoreShift", 0.9375);
    try (Emulator another = Emulator.start(moved.config())) {
      ObjectNode request = Caller.request("A calm remark", "TOXICITY", "NUANCE_EXPERIMENTAL");

      JsonNode scores = Caller.json(new Caller(another).analyze(request)).path("attributeScores");

      float toxicity = EmulatedScores.of("A calm remark").score("TOXICITY");
      assertThat(
          scores.at("/TOXICITY/summaryScore/value").floatValue(), is((float) (toxicity + 0.9375)));
      assertThat(scores.at("/NUANCE_EXPERIMENTAL/summaryScore/value").floatValue(), is(1f));
    }
  }

  @Test
  void leavesScoresBelowTheThresholdOut() throws Exception {
    ObjectNode request = Caller.request("A calm remark", "TOXICITY", "SPAM");
    ((ObjectNode) request.at("/requestedAttributes/TOXICITY")).put("scoreThreshold", 1.0);

    JsonNode scores = Caller.json(caller.analyze(request)).path("attributeScores");

    assertThat(scores.has("TOXICITY"), is(false));
    assertThat(scores.has("SPAM"), is(true));
  }

  @Test
  void leavesAttributeScoresOutWhenNoneIsLeft() throws Exception {
    ObjectNode request = Caller.request("A calm remark", "TOXICITY");
    ((ObjectNode) request.at("/requestedAttributes/TOXICITY")).put("scoreThreshold", 1.0);

    assertThat(Caller.json(caller.analyze(request)).has("attributeScores"), is(false));
  }

  @Test
  void addsOneSpanOverTheWholeTextWhenAsked() throws Exception {
    ObjectNode request = Caller.request("12345 🫶", "TOXICITY").put("spanAnnotations", true);

    JsonNode span =
        Caller.json(caller.analyze(request)).at("/attributeScores/TOXICITY/spanScores/0");

    assertThat(span.path("end").asInt(), is(8));
    assertThat(span.at("/score/type").asText(), is("PROBABILITY"));
  }

  @Test
  void detectsTheLanguageFromTheScriptWhenNoneIsGiven() throws Exception {
    ObjectNode request = Caller.request("Что это такое", "TOXICITY");
    request.remove("languages");

    JsonNode answer = Caller.json(caller.analyze(request));

    assertThat(answer.at("/detectedLanguages/0").asText(), is("ru"));
    assertThat(answer.at("/languages/0").asText(), is("ru"));
  }

  @Test
  void acceptsRegionalLanguageCodes() throws Exception {
    ObjectNode request = Caller.request("A calm remark", "SPAM");
    request.putArray("languages").add("en-GB");

    assertThat(caller.analyze(request).statusCode(), is(200));
  }

  @Test
  void dropsUnsupportedAttributesWhenAsked() throws Exception {
    ObjectNode request = Caller.request("Ein Satz", "TOXICITY", "SPAM");
    request.put("dropUnsupportedAttributes", true).putArray("languages").add("de");

    JsonNode scores = Caller.json(caller.analyze(request)).path("attributeScores");

    assertThat(scores.has("TOXICITY"), is(true));
    assertThat(scores.has("SPAM"), is(false));
  }

  @Test
  void survivesAnUnpairedSurrogate() throws Exception {
    String request =
        """
        {"comment":{"text":"half \\ud83d"},"clientToken":"\\ud83d",\
        "requestedAttributes":{"TOXICITY":{}},"languages":["en"]}\
        """;

    HttpResponse<String> response = caller.analyze(request);

    assertThat(response.statusCode(), is(200));
    assertThat(Caller.json(response).path("clientToken").asText(), equalTo("\ud83d"));
  }

  @Test
  void readsGzippedRequests() throws Exception {
    String request = Caller.request("A calm remark", "TOXICITY").toString();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(request.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> response =
        Caller.send(
            caller
                .to("/v1alpha1/comments:analyze?key=" + Caller.KEY)
                .header("Content-Encoding", "gzip"),
            packed.toByteArray());

    assertThat(response.statusCode(), is(200));
  }

  @Test
  void refusesABodyThatIsNotTheGzipItClaimsToBe() throws Exception {
    HttpResponse<String> response =
        Caller.send(
            caller.to("/v1alpha1/comments:analyze").header("Content-Encoding", "gzip"), "{}");

    assertThat(response.statusCode(), is(400));
  }

  @Test
  void answersAnUnknownPathWithNotFound() throws Exception {
    HttpResponse<String> response = caller.get("/v1alpha1/comments:suggestscore");

    assertThat(response.statusCode(), is(404));
    assertThat(Caller.json(response).at("/error/status").asText(), is("NOT_FOUND"));
  }
}
