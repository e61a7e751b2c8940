package org.postlabel.scorer.moderation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Reply;

/** Bodies as OpenAI, Mistral and gateways send them. */
class ErrorReplyTest {
  private static final List<Question> ONE = List.of(Question.about("the model of a post"));
  private static final List<Question> TWO =
      List.of(Question.about("the model of a post"), Question.about("another post"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "401 | {'error':{'message':'Incorrect API key provided: sk-SECRET','type':"
            + "'invalid_request_error','param':null,'code':'invalid_api_key'}} | the moderation"
            + " service rejects the API key, or requires one (HTTP 401): set MODERATION_API_KEY or"
            + " --moderationKeyFile",
        "401 | {'detail':'Unauthorized'} | the moderation service rejects the API key, or requires"
            + " one (HTTP 401): set MODERATION_API_KEY or --moderationKeyFile",
        "403 | {'error':{'code':'unsupported_country_region_territory'}} | the moderation service"
            + " rejects the API key, or requires one (HTTP 403): set MODERATION_API_KEY or"
            + " --moderationKeyFile",
        "402 | | the moderation service requires payment (HTTP 402)",
        "404 | | no moderation API at --moderationService (HTTP 404)",
        "404 | {'error':{'message':'The model `x` does not exist','code':'model_not_found'}} |"
            + " --moderationModel must name a model of this service, was m",
        "400 | {'object':'error','message':'Invalid model: x','type':'invalid_model','code':'1500'}"
            + " | --moderationModel must name a model of this service, was m",
        "400 | {'error':{'message':'Invalid value','param':'model','code':null}} |"
            + " --moderationModel must name a model of this service, was m",
        "422 | {'detail':[{'loc':['body','model'],'msg':'Field required','type':'missing'}]} |"
            + " --moderationModel must name a model of this service, was m",
        "429 | {'error':{'message':'You exceeded your current quota','type':'insufficient_quota',"
            + "'param':null,'code':'insufficient_quota'}} | the moderation service reports"
            + " insufficient quota or credit (HTTP 429)"
      })
  void refusesTheRun(int status, String body, String cause) throws IOException {
    assertThat(outcome(TWO, Reply.error(status, text(body))), is(new Outcome.Refused(cause)));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 418, 451})
  void refusesTheRunForAnUnknownStatusUnlessTextsWereScoredBefore(int status) throws IOException {
    assertThat(
        outcome(TWO, Reply.error(status, "")),
        is(
            Outcome.Refused.unexpected(
                "unexpected HTTP %d: check that --moderationService is a moderation API"
                    .formatted(status))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'error':{'message':'Rate limit reached for m in organization o on requests per min (RPM):"
            + " Limit 500, Used 500. Visit https://platform.openai.com/account/billing to add a"
            + " payment method.','type':'requests','code':'rate_limit_exceeded'}} | requests per"
            + " min (RPM), limit 500",
        "{'error':{'message':'Rate limit reached for m on tokens per min (TPM): Limit 10000, Used"
            + " 9000','type':'tokens','code':'rate_limit_exceeded'}} | tokens per min (TPM), limit"
            + " 10000",
        "{'object':'error','message':'Rate limit exceeded','type':'rate_limited','param':null,"
            + "'code':'1300','raw_status_code':429} |",
        "{'message':'Requests rate limit exceeded'} |",
        "too fast |"
      })
  void slowsDownAsLongAsItIsTold(String body, String named) throws IOException {
    assertThat(
        outcome(TWO, Reply.error(429, body).with("Retry-After", "7")),
        is(new Outcome.Throttled(Duration.ofSeconds(7), OptionalDouble.empty(), named)));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 529, 408, 409})
  void triesLaterWhenTheServiceIsInTrouble(int status) throws IOException {
    assertThat(
        outcome(TWO, Reply.error(status, "<html>Bad gateway</html>").with("Retry-After", "7")),
        is(Outcome.TryLater.because("HTTP " + status, Duration.ofSeconds(7))));
  }

  @Test
  void triesLaterWhenA400IsNotFromTheService() throws IOException {
    assertThat(
        outcome(TWO, Reply.error(400, "<html>Bad request</html>")),
        is(new Outcome.TryLater("HTTP 400 without a reason", null, false, false)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | {'error':{'message':'Unable to moderate model_not_found insufficient_quota',"
            + "'code':null}} |",
        "400 | {'object':'error','message':'Too many inputs in request, max 16','type':"
            + "'invalid_request_error','code':'3210'} |",
        "422 | {'detail':[{'loc':['body','input',1],'msg':'String is blank','type':'value_error'}]}"
            + " |",
        "413 | {'message':'Request too large'} | TEXT_TOO_LONG",
        "400 | {'object':'error','message':'Too many tokens in batch. Max is 16384.'} |"
            + " TEXT_TOO_LONG"
      })
  void halvesARequestAndFailsOnlyATextThatIsAlone(int status, String body, Reason reasonOrNull)
      throws IOException {
    assertThat(
        outcome(TWO, Reply.error(status, body)), is(new Outcome.AskAgain(Set.of("together=1"))));
    assertThat(
        outcome(ONE, Reply.error(status, body)),
        is(
            reasonOrNull == null
                ? new Outcome.Rejected("the moderation service rejects our requests (HTTP 400)")
                : new Outcome.Answered(Answer.failed(reasonOrNull))));
  }

  @Test
  void passesNoMessageOn() throws IOException {
    assertThat(
        outcome(TWO, Reply.error(418, "{'message':'sk-SECRET and a text'}")).toString(),
        not(containsString("SECRET")));
  }

  private static String text(String bodyOrNull) {
    return bodyOrNull == null ? "" : bodyOrNull;
  }

  /** That of every question, which is the same. */
  private static Outcome outcome(List<Question> questions, Reply reply) throws IOException {
    try (ScriptedService service = new ScriptedService(asked -> reply)) {
      Set<Outcome> outcomes = Set.copyOf(ModerationScorerTest.ask(service, questions).values());
      assertThat(outcomes.toString(), outcomes.size(), is(1));
      return outcomes.iterator().next();
    }
  }
}
