package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.emulator.classifier.ClassifierModel;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;

/** The traps of three kinds of servers. */
class ClassifierTest {
  private static final String TEI = "/predict";
  private static final String HUGGINGFACE = "/models/emulated";
  private static final String VLLM = "/classify";

  @AutoClose private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    emulator = Emulator.start(EmulatorSetup.PLAIN.config());
    caller = new Caller(emulator);
  }

  @Test
  void takesAListOfStringsForAPair() throws Exception {
    assertThat(Caller.json(ask(TEI, "{'inputs':[['one text'],['another']]}")).size(), is(2));
    JsonNode pair = Caller.json(ask(TEI, "{'inputs':['one text','another']}"));
    assertThat(pair.size(), is(ClassifierModel.LABELS.size()));
    assertThat(pair.path(0).path("label").isTextual(), is(true));
    assertThat(ask(TEI, "{'inputs':['one','two','three']}").statusCode(), is(422));
  }

  @Test
  void appliesSoftmaxUnlessRawScoresAreAskedFor() throws Exception {
    assertThat(sum(Caller.json(ask(TEI, "{'inputs':[['some text']]}")).path(0)), closeTo(1, 1e-5));
    JsonNode raw = Caller.json(ask(TEI, "{'inputs':[['some text']],'raw_scores':true}")).path(0);
    for (JsonNode output : raw) {
      assertThat(
          output.path("score").floatValue(),
          is(ClassifierModel.output("some text", output.path("label").asText())));
    }
    assertThat(
        sum(Caller.json(ask(HUGGINGFACE, "{'inputs':'some text'}")).path(0)), closeTo(1, .05));
  }

  @Test
  void printsASmallShareAsAWholeNumber() throws Exception {
    Set<String> small = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Caller.json(ask(HUGGINGFACE, "{'inputs':'text %d'}".formatted(i)))
          .path(0)
          .forEach(
              output -> {
                if (output.path("score").isInt()) {
                  small.add(output.path("score").toString());
                }
              });
    }
    assertThat(small, is(Set.of("0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/predict | {'inputs':[['one text'],[' ']]} | 400 | error_type",
        "/predict | {'inputs':[['one text'],['poison']]} | 422 | error_type",
        "/classify | {'model':'emulated/toxic-classifier','input':['one text','']} | 422 |"
            + " {\"detail\":[{\"loc\":[\"body\",\"input\"]",
        "/models/emulated | {'inputs':' '} | 400 | {\"error\":\"`inputs`",
        "/classify | {'model':'other','input':['one text']} | 404 | does not exist",
        "/predict | no JSON | 422 | Failed to parse",
      })
  void refusesAWholeRequest(String path, String body, int status, String said) throws Exception {
    emulator.reconfigure(EmulatorSetup.PLAIN.with("poisonMarker", "poison").config());

    HttpResponse<String> answer = ask(path, body);

    assertThat(answer.statusCode(), is(status));
    assertThat(answer.body(), containsString(said.replace("\\", "")));
  }

  @Test
  void saysInPlainTextThatItIsDownAndInHtmlThatAProxyIs() throws Exception {
    emulator.reconfigure(EmulatorSetup.PLAIN.with(Fault.UNAVAILABLE, 1).config());
    HttpResponse<String> down = ask(TEI, "{'inputs':[['some text']]}");
    assertThat(down.statusCode(), is(503));
    assertThat(down.body(), is("no healthy upstream"));

    emulator.reconfigure(EmulatorSetup.PLAIN.with(Fault.BAD_GATEWAY, 1).config());
    HttpResponse<String> proxy = ask(TEI, "{'inputs':[['some text']]}");
    assertThat(proxy.statusCode(), is(502));
    assertThat(proxy.headers().firstValue("Content-Type").orElse(""), startsWith("text/html"));
  }

  @Test
  void tellsAFullQuotaFromAnEmptyAccount() throws Exception {
    emulator.reconfigure(EmulatorSetup.PLAIN.with("queriesPerMinute", 1).config());
    assertThat(ask(TEI, "{'inputs':[['some text']]}").statusCode(), is(200));
    HttpResponse<String> full = ask(TEI, "{'inputs':[['some text']]}");
    assertThat(full.statusCode(), is(429));
    assertThat(full.body(), containsString("overloaded"));

    emulator.reconfigure(EmulatorSetup.PLAIN.with("creditTokens", 1).config());
    assertThat(ask(HUGGINGFACE, "{'inputs':'some text'}").statusCode(), is(200));
    HttpResponse<String> empty = ask(HUGGINGFACE, "{'inputs':'some text'}");
    assertThat(empty.statusCode(), is(402));
    assertThat(empty.body(), allOf(containsString("credits"), containsString("error")));
    assertThat(ask(TEI, "{'inputs':[['some text']]}").statusCode(), is(200));
  }

  @Test
  void givesAResultTooFewAndAnUnknownLabelOnPurpose() throws Exception {
    emulator.reconfigure(
        EmulatorSetup.PLAIN.with(Fault.FEWER_RESULTS, 1).with("newCategory", "sarcasm").config());

    JsonNode results = Caller.json(ask(TEI, "{'inputs':[['one text'],['another']]}"));

    assertThat(results.size(), is(1));
    assertThat(results.toString(), containsString("\"label\":\"sarcasm\""));
    assertThat(
        Caller.json(
                ask(VLLM, "{'model':'emulated/toxic-classifier','input':['one text','another']}"))
            .path("data")
            .size(),
        is(1));
  }

  @Test
  void refusesAWrongKeyWithoutAWord() throws Exception {
    HttpResponse<String> answer =
        Caller.send(
            caller.to(TEI).header("Authorization", "Bearer wrong"),
            "{\"inputs\":[[\"some text\"]]}");
    assertThat(answer.statusCode(), is(401));
    assertThat(answer.body(), is(""));
  }

  private HttpResponse<String> ask(String path, String body) throws Exception {
    return Caller.send(caller.to(path), body.replace('\'', '"'));
  }

  private static double sum(JsonNode classes) {
    double sum = 0;
    for (JsonNode output : classes) {
      sum += output.path("score").doubleValue();
    }
    return sum;
  }
}
