package org.postlabel.scorer.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {
  /** Who sends it, a body whose message is "No.", and what else it says. */
  static Stream<Arguments> shapes() {
    return Stream.of(
        arguments(
            "Google",
            "{'error':{'code':400,'message':'No.','status':'INVALID_ARGUMENT','details':[{}]}}",
            "INVALID_ARGUMENT",
            "400",
            ""),
        arguments(
            "OpenAI",
            "{'error':{'message':'No.','type':'invalid','param':'model','code':'no_model'}}",
            "invalid",
            "no_model",
            "model"),
        arguments(
            "OpenAI with little to say",
            "{'error':{'message':'No.','type':'server_error','param':null,'code':null}}",
            "server_error",
            "",
            ""),
        arguments("Ollama", "{'error':'No.'}", "", "", ""),
        arguments(
            "Text Generation Inference",
            "{'error':'No.','error_type':'validation'}",
            "validation",
            "",
            ""),
        arguments(
            "Gemini under OpenAI's path",
            "[{'error':{'code':429,'message':'No.','status':'RESOURCE_EXHAUSTED'}}]",
            "RESOURCE_EXHAUSTED",
            "429",
            ""),
        arguments("several", "[{'error':'No.'},{'error':'Never.'}]", "", "", ""),
        arguments(
            "vLLM",
            "{'object':'error','message':'No.','type':'BadRequestError','param':'n','code':400}",
            "BadRequestError",
            "400",
            "n"),
        arguments(
            "Mistral",
            "{'object':'error','message':{'detail':[{'type':'extra','loc':['body','n'],'msg':'No.'}]}}",
            "extra",
            "",
            "body.n"),
        arguments("a gateway", "{'message':'No.'}", "", "", ""),
        arguments("FastAPI", "{'detail':'No.'}", "", "", ""),
        arguments(
            "FastAPI about fields",
            "{'detail':[{'type':'missing','loc':['body','a',0,'b'],'msg':'No.'},{'msg':'Never.'}]}",
            "missing",
            "",
            "body.a.0.b"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void readsEveryShape(String sender, String body, String status, String code, String field) {
    ErrorBody error = read(body);

    assertThat(error.status(), is(status));
    assertThat(error.code(), is(code));
    assertThat(error.field(), is(field));
    assertThat(error.message(), is("No."));
    assertThat(error.isExplained(), is(true));
    assertThat(error.json().isObject(), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "502 Bad gateway",
        "<html><head></head>\n<body><h1>502</h1>\r\nBad <b>gateway</b></body></html>\n",
        "'502 Bad gateway'"
      })
  void readsTextAndPagesWithoutTakingThemForTheService(String body) {
    assertThat(read(body).message(), is("502 Bad gateway"));
    assertThat(read(body).isExplained(), is(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "null",
        "1.5",
        "true",
        "{'error':null}",
        "{'detail':[]}",
        "{'error':"
      })
  void explainsNothingWhereNothingIsSaid(String body) {
    assertThat(read(body).isExplained(), is(false));
  }

  @Test
  void looksForWordsInEveryPart() {
    ErrorBody error = read("{'error':{'message':'A b','type':'Cd','param':'ef','code':'gH'}}");

    for (String word : new String[] {"a b", "cd", "ef", "gh"}) {
      assertThat(error.mentions("other", word), is(true));
    }
    assertThat(error.mentions("other"), is(false));
  }

  @Test
  void shortensTheMessageAndPrintsNothingOfIt() {
    ErrorBody error = read("{'message':'SECRET " + "x".repeat(2_000) + "'}");

    assertThat(error.message().length(), is(1_000));
    assertThat(error.toString(), is("ErrorBody[hidden]"));
  }

  private static ErrorBody read(String body) {
    return ErrorBody.of(HttpReply.of(400, body.replace('\'', '"'), "application/json", null));
  }
}
