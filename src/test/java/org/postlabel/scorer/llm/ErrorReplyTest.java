package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.llm.ChatRequest.Extra;
import org.postlabel.scorer.llm.ErrorReply.OfAnExtra;
import org.postlabel.scorer.llm.ErrorReply.OfTheCall;
import org.postlabel.scorer.llm.ErrorReply.OfTheTexts;

class ErrorReplyTest {
  private static final Duration WAIT = Duration.ofSeconds(7);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | invalid_api_key | the language model's service rejects the API key, or requires one"
            + " (HTTP 401): set LLM_API_KEY or --llmKeyFile, and --llmKeyIn if it is no bearer"
            + " token",
        "403 | | the language model's service rejects the API key, or requires one (HTTP 403): set"
            + " LLM_API_KEY or --llmKeyFile, and --llmKeyIn if it is no bearer token",
        "402 | | the language model's service requires payment (HTTP 402)",
        "404 | model_not_found | --llmModel must name a model of this service, was m",
        "404 | | no chat completions API at --llmEndpoint (HTTP 404): it is what precedes"
            + " /chat/completions, such as https://api.openai.com/v1",
        "410 | | no chat completions API at --llmEndpoint (HTTP 410): it is what precedes"
            + " /chat/completions, such as https://api.openai.com/v1",
        "429 | insufficient_quota | the language model's service reports insufficient quota or"
            + " credit (HTTP 429)",
        "400 | model_not_found | --llmModel must name a model of this service, was m",
        "400 | invalid_api_key | the language model's service rejects this API key (HTTP 400)"
      })
  void refusesTheRun(int status, String code, String cause) {
    assertThat(
        read(status, code, "sk-SECRET is no key"), is(new OfTheCall(new Outcome.Refused(cause))));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 411, 415, 418, 431, 451})
  void refusesTheRunForAnUnknownStatusUnlessTextsWereLabelledBefore(int status) {
    assertThat(
        read(status, "x", "what this is"),
        is(
            new OfTheCall(
                Outcome.Refused.unexpected(
                    "unexpected HTTP %d: check that --llmEndpoint is a chat completions API"
                        .formatted(status)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Rate limit reached for m in organization o on requests per day (RPD): Limit 200, Used 200."
            + " Please try again in 7m. | requests per day (RPD), limit 200",
        "Rate limit reached for m on tokens per min (TPM): Limit: 90,000 / min."
            + " | tokens per min (TPM), limit 90,000",
        "You said: I ran on coal per day |"
      })
  void namesTheQuotaThatTheServiceNames(String message, String named) {
    assertThat(
        read(429, "rate_limit_exceeded", message),
        is(new OfTheCall(new Outcome.Throttled(WAIT, OptionalDouble.empty(), named))));
  }

  @Test
  void slowsDownAsLongAsItIsTold() {
    assertThat(
        read(429, "rate_limit_exceeded", "too fast"),
        is(new OfTheCall(new Outcome.Throttled(WAIT, OptionalDouble.empty()))));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 529, 408, 409})
  void triesLaterWhenTheServiceIsInTrouble(int status) {
    assertThat(
        read(status, "server_error", "overloaded"),
        is(new OfTheCall(Outcome.TryLater.because("HTTP " + status, WAIT))));
  }

  @Test
  void triesLaterWhenA400IsNotFromTheService() {
    assertThat(
        ErrorReply.read(new HttpReply(400, "<html>", "text/html", null), "m", Set.of(), 1_060),
        is(new OfTheCall(new Outcome.TryLater("HTTP 400 without a reason", null, false, false))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | context_length_exceeded | TEXT_TOO_LONG",
        "400 | exceed_context_size_error | TEXT_TOO_LONG",
        "413 | | TEXT_TOO_LONG",
        "400 | content_filter | CONTENT_FILTERED",
        "400 | content_policy_violation | CONTENT_FILTERED",
        "400 | nobody knows | REJECTED_BY_PROVIDER",
        "422 | nobody knows | REJECTED_BY_PROVIDER"
      })
  void isAboutTheTexts(int status, String code, Reason reason) {
    assertThat(read(status, code, "something"), is(new OfTheTexts(reason)));
  }

  @Test
  void leavesOutWhatIsNotTakenOnlyOnce() {
    String said = "'response_format' of type 'json_schema' is not supported";
    assertThat(read(400, "x", said), is(new OfAnExtra(Extra.JSON_SCHEMA)));
    assertThat(
        read(400, "unsupported_value", "'temperature' does not support 0"),
        is(new OfAnExtra(Extra.TEMPERATURE)));
    assertThat(
        ErrorReply.read(
            reply(400, "x", said), "m", Set.of(Extra.JSON_SCHEMA, Extra.JSON_OBJECT), 1_060),
        is(new OfTheTexts(Reason.REJECTED_BY_PROVIDER)));
  }

  /** Bodies of vLLM, FastAPI and a gateway. */
  @Test
  void readsTheErrorsOfOtherServersToo() {
    assertThat(
        readBody(
            400,
            "{\"object\":\"error\",\"message\":\"This model's maximum context length is 10"
                + " tokens.\",\"type\":\"BadRequestError\",\"code\":400}"),
        is(new OfTheTexts(Reason.TEXT_TOO_LONG)));
    assertThat(
        readBody(
            404,
            "{\"object\":\"error\",\"message\":\"The model `m` does not exist.\",\"code\":404}"),
        is(
            new OfTheCall(
                new Outcome.Refused("--llmModel must name a model of this service, was m"))));
    assertThat(
        readBody(
            422,
            "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"response_format\"],"
                + "\"msg\":\"Extra inputs are not permitted\"}]}"),
        is(new OfAnExtra(Extra.JSON_SCHEMA)));
    assertThat(
        readBody(404, "<html>A model page, not found</html>"),
        is(
            new OfTheCall(
                new Outcome.Refused(
                    "no chat completions API at --llmEndpoint (HTTP 404): it is what precedes"
                        + " /chat/completions, such as https://api.openai.com/v1"))));
  }

  private static ErrorReply.Meaning readBody(int status, String body) {
    return ErrorReply.read(HttpReply.of(status, body, null, null), "m", Set.of(), 1_060);
  }

  @Test
  void passesNoMessageOn() {
    assertThat(read(418, "x", "sk-SECRET and a text").toString(), not(containsString("SECRET")));
  }

  private static ErrorReply.Meaning read(int status, String code, String message) {
    return ErrorReply.read(reply(status, code, message), "m", Set.of(), 1_060);
  }

  private static HttpReply reply(int status, String code, String message) {
    String body = ScriptedModel.error(status, code, null, message).body();
    return new HttpReply(status, body, "application/json", WAIT);
  }
}
