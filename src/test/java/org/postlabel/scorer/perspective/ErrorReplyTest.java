package org.postlabel.scorer.perspective;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Outcome.AskAgain;
import org.postlabel.scorer.Outcome.Refused;
import org.postlabel.scorer.Outcome.Rejected;
import org.postlabel.scorer.Outcome.Throttled;
import org.postlabel.scorer.Outcome.TryLater;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.http.HttpReply;

class ErrorReplyTest {
  private static final AnalyzeRequest REQUEST =
      new AnalyzeRequest(PerspectiveLabels.ATTRIBUTES, List.of("en"), true);
  private static final Question QUESTION =
      Question.about(new Post("at://1", "A text to score", PostMetadata.NONE));
  private static final String NOT_SUPPORTED =
      "Attribute SPAM does not support request languages: om";

  @Test
  void failsATextThatIsEmpty() {
    assertThat(
        read(400, jigsaw("COMMENT_EMPTY", "Comment must be non-empty.")),
        is(failed(Reason.TEXT_EMPTY)));
    assertThat(read(400, older("Comment must be non-empty.")), is(failed(Reason.TEXT_EMPTY)));
  }

  @Test
  void failsATextThatIsTooLong() {
    assertThat(read(400, jigsaw("COMMENT_TOO_LONG", "?")), is(failed(Reason.TEXT_TOO_LONG)));
    assertThat(
        read(400, older("Comment text was too many bytes. Value (20481) exceeded limit (20480).")),
        is(failed(Reason.TEXT_TOO_LONG)));
  }

  @Test
  void asksAgainWithoutAnAttributeThatDoesNotKnowTheLanguage() {
    String details =
        """
        {"@type":"type.googleapis.com/google.commentanalyzer.v1alpha1.Error",
         "errorType":"LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
         "languageNotSupportedByAttributeError":
           {"detectedLanguages":["om"],"attribute":"SPAM"}}\
        """;

    assertThat(
        read(400, error("INVALID_ARGUMENT", NOT_SUPPORTED, details)),
        is(new AskAgain(Set.of("without:SPAM"))));
    assertThat(read(400, older(NOT_SUPPORTED)), is(new AskAgain(Set.of("without:SPAM"))));
  }

  @Test
  void failsATextWhoseLanguageNoAttributeKnows() {
    Question asked = QUESTION;
    int calls = 0;
    Outcome outcome = new AskAgain(Set.of());
    while (outcome instanceof AskAgain again && calls < 30) {
      asked = asked.amended(again.amendments());
      Question now = asked;
      String refused =
          PerspectiveLabels.ATTRIBUTES.stream()
              .filter(attribute -> !now.amendments().contains("without:" + attribute))
              .findFirst()
              .orElseThrow();
      outcome =
          ErrorReply.read(
              reply(400, older(NOT_SUPPORTED.replace("SPAM", refused))), asked, REQUEST);
      calls++;
    }
    assertThat(outcome, is(failed(Reason.LANGUAGE_NOT_SUPPORTED)));
    assertThat(calls, is(3));
  }

  @Test
  void failsATextWhenAnAttributeThatWasLeftOutIsRefusedAgain() {
    assertThat(
        ErrorReply.read(
            reply(400, older(NOT_SUPPORTED)), QUESTION.amended(Set.of("without:SPAM")), REQUEST),
        is(failed(Reason.LANGUAGE_NOT_SUPPORTED)));
  }

  @Test
  void asksOnceMoreInTheDefaultLanguageWhenNoneIsDetected() {
    for (String body :
        new String[] {
          jigsaw("LANGUAGE_DETECTION_FAILED", "?"), older("Unable to detect language.")
        }) {
      AskAgain again = (AskAgain) read(400, body);

      assertThat(
          ErrorReply.read(reply(400, body), QUESTION.amended(again.amendments()), REQUEST),
          is(failed(Reason.LANGUAGE_NOT_DETECTED)));
    }
  }

  @Test
  void stopsTheRunWhenOurConfigurationIsWrong() {
    assertThat(
        read(400, older("Unknown requested attribute: SPAN")),
        is(new Refused("the provider has no attribute SPAN")));
    for (String message : new String[] {"Missing requested_attributes", "Unknown score type X"}) {
      assertThat(
          read(400, older(message)),
          is(new Refused("the provider rejects the requested attributes")));
    }
  }

  @Test
  void blamesNoTextForARefusalThatGivesNoReason() {
    assertThat(read(400, "<html>Bad Request</html>") instanceof Outcome.TryLater, is(true));
  }

  @Test
  void stopsTheRunWhenTheKeyIsNotValidThoughThatIsA400() {
    String message = "API key not valid. Please pass a valid API key.";
    Refused refused = new Refused("the provider rejects this API key (HTTP 400)");

    assertThat(read(400, older(message)), is(refused));
    assertThat(
        read(
            400,
            error(
                "INVALID_ARGUMENT",
                message,
                "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                    + "\"reason\":\"API_KEY_INVALID\",\"domain\":\"googleapis.com\"}")),
        is(refused));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407})
  void stopsTheRunWhenKeyOrProjectAreRefused(int status) {
    assertThat(
        read(status, error("PERMISSION_DENIED", "The caller does not have permission", "{}")),
        is(
            new Refused(
                "the provider rejects this API key or project (HTTP "
                    + status
                    + " PERMISSION_DENIED)")));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void stopsTheRunWhenTheProviderIsGone(int status) {
    assertThat(
        read(status, "<html>Not found</html>"),
        is(new Refused("no Perspective API at --endpoint, or no longer (HTTP " + status + ")")));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 302, 308, 405, 411, 413, 414, 417, 418, 431, 451})
  void stopsTheRunWhenWhoeverAnswersIsNoPerspectiveApi(int status) {
    assertThat(
        read(status, ""),
        is(
            Refused.unexpected(
                "unexpected HTTP " + status + ": check that --endpoint is a Perspective API")));
  }

  @Test
  void learnsTheTrueQuotaWhenItIsThrottled() {
    String details =
        """
        {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED",
         "metadata":{"quota_limit":"AnalyzeRequestsPerMinutePerProject",
                     "quota_limit_value":"60"}}\
        """;

    assertThat(
        read(429, error("RESOURCE_EXHAUSTED", "Quota exceeded", details)),
        is(new Throttled(null, OptionalDouble.of(60), "AnalyzeRequestsPerMinutePerProject (60)")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Too many</html>",
        "{\"error\":{\"details\":[{\"metadata\":{\"quota_limit\":\"some words of a post\"}}]}}"
      })
  void isThrottledWithoutKnowingTheQuota(String body) {
    assertThat(read(429, body), is(new Throttled(null, OptionalDouble.empty())));
  }

  @ParameterizedTest
  @CsvSource({
    "PerDay, 60, PerDay (60)",
    "XPerMinute, 0, XPerMinute (0)",
    "XPerMinute, many, XPerMinute"
  })
  void namesAQuotaWithoutKnowingItsPace(String limit, String value, String named) {
    String body =
        "{\"error\":{\"details\":[{\"metadata\":{\"quota_limit\":\"%s\",\"quota_limit_value\":\"%s\"}}]}}"
            .formatted(limit, value);

    assertThat(read(429, body), is(new Throttled(null, OptionalDouble.empty(), named)));
  }

  @Test
  void waitsAsLongAsTheHeaderSays() {
    Duration wait = Duration.ofSeconds(3);

    assertThat(
        ErrorReply.read(new HttpReply(429, "", "", wait), QUESTION, REQUEST),
        is(new Throttled(wait, OptionalDouble.empty())));
    assertThat(
        ErrorReply.read(new HttpReply(503, "", "", wait), QUESTION, REQUEST),
        is(TryLater.because("HTTP 503", wait)));
  }

  @Test
  void isThrottledByTheOlder403Too() {
    for (String reason : new String[] {"rateLimitExceeded", "userRateLimitExceeded"}) {
      assertThat(
          read(403, "{\"error\":{\"code\":403,\"errors\":[{\"reason\":\"" + reason + "\"}]}}"),
          is(new Throttled(null, OptionalDouble.empty())));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 499, 500, 502, 503, 504, 599})
  void asksLaterWhenTheCallFailed(int status) {
    assertThat(
        read(status, "<html><h1>Bad gateway</h1></html>"),
        is(TryLater.because("HTTP " + status, null)));
  }

  @Test
  void rejectsWhatItHasNoNameForWithoutQuotingIt() {
    assertThat(
        read(400, error("INVALID_ARGUMENT", "A text to score is bad", "{}")),
        is(new Rejected("the provider rejects our requests (HTTP 400 INVALID_ARGUMENT)")));
    assertThat(
        read(400, error("a text to score", "A text to score is bad", "{}")),
        is(new Rejected("the provider rejects our requests (HTTP 400 )")));
  }

  private static Outcome read(int status, String body) {
    return AnalyzeReply.read(reply(status, body), QUESTION, REQUEST);
  }

  private static HttpReply reply(int status, String body) {
    return new HttpReply(status, body, "application/json", null);
  }

  private static Outcome failed(Reason reason) {
    return new Outcome.Answered(Answer.failed(reason));
  }

  private static String jigsaw(String errorType, String message) {
    return error(
        "INVALID_ARGUMENT",
        message,
        "{\"@type\":\"type.googleapis.com/google.commentanalyzer.v1alpha1.Error\",\"errorType\":\""
            + errorType
            + "\"}");
  }

  /** Without details. */
  private static String older(String message) {
    return "{\"error\":{\"code\":400,\"message\":\"" + message + "\",\"status\":\"INVALID\"}}";
  }

  private static String error(String status, String message, String detail) {
    return "{\"error\":{\"code\":400,\"message\":\"%s\",\"status\":\"%s\",\"details\":[%s]}}"
        .formatted(message, status, detail);
  }
}
