package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.emulator.moderation.ModerationAnswer;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;

class ModerationTest {
  @AutoClose private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    emulator = Emulator.start(EmulatorSetup.PLAIN.config());
    caller = new Caller(emulator);
  }

  @Test
  void givesOneResultForEachStringAndOneForAllObjects() throws Exception {
    JsonNode strings = Caller.json(ask("{'input':['one text','another']}"));
    assertThat(strings.path("model").asText(), is("omni-moderation-latest"));
    assertThat(strings.path("results").size(), is(2));
    assertThat(
        strings.at("/results/1/category_scores/harassment").floatValue(),
        is(ModerationAnswer.score("another", "harassment")));

    JsonNode objects =
        Caller.json(ask("{'input':[{'type':'text','text':'one'},{'type':'text','text':'two'}]}"));
    assertThat(objects.path("results").size(), is(1));
  }

  @Test
  void printsASmallScoreAsAWholeNumber() throws Exception {
    List<String> zeros = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      JsonNode scores =
          Caller.json(ask("{'input':'text %d'}".formatted(i))).at("/results/0/category_scores");
      scores
          .properties()
          .forEach(
              category -> {
                if (category.getValue().isInt()) {
                  zeros.add(category.getValue().toString());
                }
              });
    }
    assertThat(zeros.contains("0"), is(true));
  }

  @Test
  void hasMistralsForm() throws Exception {
    JsonNode answer = Caller.json(ask("{'model':'mistral-moderation-2603','input':['some text']}"));
    JsonNode result = answer.at("/results/0");
    assertThat(result.has("flagged"), is(false));
    assertThat(result.path("category_scores").size(), is(11));
    assertThat(answer.at("/usage/prompt_tokens").asInt(), is(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'input':['one text',' ']} | 400 | {\"error\":{\"message\":\"An input cannot",
        "{'input':[]} | 400 | \"type\":\"invalid_request_error\"",
        "{'model':'mistral-moderation-2603','input':['one text','']} | 422 |"
            + " {\"detail\":[{\"loc\":[\"body\",\"input\"],"
      })
  void refusesAWholeRequest(String body, int status, String said) throws Exception {
    HttpResponse<String> response = ask(body);

    assertThat(response.statusCode(), is(status));
    assertThat(response.body(), containsString(said));
  }

  @Test
  void tellsAFullQuotaFromAnEmptyAccount() throws Exception {
    emulator.reconfigure(EmulatorSetup.PLAIN.with("queriesPerMinute", 1).config());
    ask("{'input':'some text'}");
    HttpResponse<String> full = ask("{'input':'some text'}");
    assertThat(full.statusCode(), is(429));
    assertThat(Caller.json(full).at("/error/code").asText(), is("rate_limit_exceeded"));
    assertThat(full.headers().firstValue("Retry-After").isPresent(), is(true));

    emulator.reconfigure(EmulatorSetup.PLAIN.with("creditTokens", 1).config());
    ask("{'input':'some text'}");
    assertThat(
        Caller.json(ask("{'input':'some text'}")).at("/error/code").asText(),
        is("insufficient_quota"));
  }

  @Test
  void givesAResultTooFewAndAnUnknownCategoryOnPurpose() throws Exception {
    emulator.reconfigure(
        EmulatorSetup.PLAIN.with(Fault.FEWER_RESULTS, 1).with("newCategory", "sarcasm").config());

    JsonNode results = Caller.json(ask("{'input':['one','two','three']}")).path("results");

    assertThat(results.size(), is(2));
    assertThat(results.at("/0/category_scores").has("sarcasm"), is(true));
    assertThat(emulator.stats().faults().get("fewer_results"), is(1L));
    assertThat(emulator.stats().texts().distinctScored(), is(0L));
  }

  @Test
  void needsTheKey() throws Exception {
    assertThat(
        Caller.send(caller.to("/v1/moderations"), "{\"input\":\"some text\"}").statusCode(),
        is(401));
  }

  private HttpResponse<String> ask(String body) throws Exception {
    return Caller.send(
        caller.to("/v1/moderations").header("Authorization", "Bearer " + Caller.KEY),
        body.replace('\'', '"'));
  }
}
