package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scorer.llm.FieldAdaptationTest.json;
import static org.postlabel.scorer.llm.LanguageModelScorerTest.FIVE;
import static org.postlabel.scorer.llm.ScriptedModel.labels;
import static org.postlabel.scorer.llm.ScriptedModel.question;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.llm.ScriptedModel.Reply;

/** What services say when they refuse a request as a whole. */
class ServiceErrorsTest {
  private static final Question LONG = question("A long text about coal. ".repeat(200));

  /**
   * OpenAI, vLLM, llama.cpp twice, Gemini, Mistral, Groq, Ollama, LM Studio; vLLM
   * (vllm-project/vllm#20409, #12165) and Groq for more than the limit of a minute
   * (danielmiessler/Fabric#364).
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {'error':{'message':'This models maximum context length is 4096 tokens.','code':"
            + "'context_length_exceeded'}}",
        "400 | {'object':'error','message':'max_tokens must be at least 1, got -186.','code':400}",
        "400 | {'error':{'code':400,'message':'the request exceeds the available context size',"
            + "'type':'exceed_context_size_error','n_ctx':8192}}",
        "500 | {'error':{'code':500,'message':'the request exceeds the available context size.',"
            + "'type':'exceed_context_size_error'}}",
        "400 | [{'error':{'code':400,'message':'The input token count (1200000) exceeds the maximum"
            + " number of tokens allowed (1048576).','status':'INVALID_ARGUMENT'}}]",
        "400 | {'object':'error','message':'Prompt contains 40000 tokens, too large for model with"
            + " 32768 maximum context length','type':'invalid_request_error','code':'3051'}",
        "413 | {'error':{'message':'Request too large for model m on tokens per minute (TPM): Limit"
            + " 6000, Requested 7000','type':'tokens','code':'rate_limit_exceeded'}}",
        "429 | {'error':{'message':'Request too large for m on tokens per min (TPM): Limit 30000,"
            + " Requested 47799.','type':'tokens','code':'rate_limit_exceeded'}}",
        "400 | {'object':'error','message':'This models maximum context length is 16384 tokens."
            + " However, you requested 122946 tokens','type':'BadRequestError','code':400}",
        "400 | {'error':{'message':'The prompt (total length 25938) is too long to fit into the"
            + " model (context length 4096).','type':'BadRequestError','param':null,'code':400}}",
        "429 | {'error':{'message':'Rate limit reached for model `m` in organization `o` on tokens"
            + " per minute (TPM): Limit 7000, Used 0, Requested ~12903. Please try again in"
            + " 50.597142857s.','type':'tokens','code':'rate_limit_exceeded'}}",
        "400 | {'error':{'message':'prompt too long; exceeded max context length by 12 tokens'}}",
        "400 | {'error':'Trying to keep the first 5000 tokens when context overflows. However, the"
            + " model is loaded with context length of only 4096 tokens'}"
      })
  void splitsAGroupAndGivesATextAloneItsReasonWhereTheContextIsTooSmall(int status, String body)
      throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> new Reply(status, json(body)))) {
      for (Outcome outcome : model.score(FIVE).values()) {
        assertThat(((Outcome.AskAgain) outcome).amendments(), is(Set.of("together=3")));
      }
      Outcome alone = model.score(List.of(LONG)).get(LONG.textHash());
      assertThat(((Outcome.Answered) alone).answer().reason().get(), is(Reason.TEXT_TOO_LONG));
    }
  }

  /** Else every post of a table would be called too long. */
  @Test
  void blamesTheModelWhereNotEvenAShortTextFitsIntoItsContext() throws IOException {
    Reply tooLong = new Reply(400, json("{'error':{'code':'context_length_exceeded'}}"));
    try (ScriptedModel model =
            new ScriptedModel(
                asked ->
                    asked.posts().toString().contains("election")
                        ? labels(asked, l -> l)
                        : tooLong);
        Scorer scorer = model.provider().start(1, Duration.ofSeconds(5))) {
      Question soup = FIVE.get(1);
      Outcome before = scorer.score(List.of(soup)).get(soup.textHash());
      assertThat(((Outcome.Rejected) before).cause(), containsString("context of the model"));

      scorer.score(List.of(FIVE.get(0)));
      Outcome after = scorer.score(List.of(soup)).get(soup.textHash());
      assertThat(((Outcome.Answered) after).answer().reason().get(), is(Reason.TEXT_TOO_LONG));
    }
  }

  /**
   * DeepSeek, OpenRouter, OpenAI, Moonshot, a gateway; OpenRouter (QwenLM/qwen-code#73), xAI
   * (continuedev/continue#10373).
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "402 | {'error':{'message':'Insufficient Balance','type':'unknown_error','param':null,"
            + "'code':'invalid_request_error'}}",
        "402 | {'error':{'message':'This request requires more credits','code':402}}",
        "429 | {'error':{'message':'You exceeded your current quota','type':'insufficient_quota',"
            + "'param':null,'code':'insufficient_quota'}}",
        "429 | {'error':{'message':'x','type':'exceeded_current_quota_error'}}",
        "400 | {'error':{'message':'Insufficient Balance','code':'invalid_request_error'}}",
        "402 | {'error':{'message':'This request requires more credits, or fewer max_tokens. You"
            + " requested up to 65536 tokens, but can only afford 30104.','code':402,'metadata':"
            + "{'provider_name':null}}}",
        "429 | {'code':'x','error':'Your team t has either used all available credits or reached"
            + " its monthly spending limit. To continue making API requests, please purchase more"
            + " credits or raise your spending limit.'}",
        "403 | {'error':{'message':'Your credit balance is too low'}}"
      })
  void stopsAtOnceWhereThereIsNoCredit(int status, String body) throws IOException {
    assertThat(first(status, body) instanceof Outcome.Refused, is(true));
  }

  /** Azure, a gateway before it, DeepSeek, Qwen, OpenRouter. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {'error':{'message':'The response was filtered due to the prompt triggering Azure"
            + " OpenAIs content management policy.','type':null,'param':'prompt','code':"
            + "'content_filter','status':400,'innererror':{'code':'ResponsibleAIPolicyViolation'}}}",
        "400 | {'error':{'message':'AzureException - content management policy','type':null,"
            + "'code':'400'}}",
        "400 | {'error':{'message':'Content Exists Risk','type':'invalid_request_error'}}",
        "400 | {'error':{'code':'data_inspection_failed','message':'Input data may contain'}}",
        "403 | {'error':{'code':403,'message':'Your chosen model requires moderation and your input"
            + " was flagged','metadata':{'reasons':['hate'],'flagged_input':'x'}}}"
      })
  void asksForTheTextsOfAFilteredPromptInSmallerGroups(int status, String body) throws IOException {
    assertThat(first(status, body) instanceof Outcome.AskAgain, is(true));
  }

  /** Ollama, Mistral, DeepSeek, OpenRouter, LM Studio, Gemini. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | {'error':{'message':'model m not found, try pulling it first','type':'api_error'}}",
        "400 | {'object':'error','message':'Invalid model:"
            + " m','type':'invalid_model','code':'1500'}",
        "400 | {'error':{'message':'Model Not Exist','type':'invalid_request_error'}}",
        "400 | {'error':{'message':'m is not a valid model ID','code':400}}",
        "404 | {'error':{'message':'No endpoints found for m.','code':404}}",
        "404 | {'error':'No models loaded. Please load a model in the developer page.'}",
        "404 | [{'error':{'code':404,'message':'models/m is not found for API version v1main'}}]"
      })
  void saysThatTheModelIsNotThere(int status, String body) throws IOException {
    assertThat(
        first(status, body),
        is(new Outcome.Refused("--llmModel must name a model of this service, was scripted")));
  }

  @Test
  void saysThatADeploymentIsNotThere() throws IOException {
    String body =
        "{'error':{'code':'DeploymentNotFound','message':'The API deployment for this resource does"
            + " not exist.'}}";
    assertThat(
        first(404, body),
        is(
            new Outcome.Refused(
                "the deployment that --llmEndpoint names does not exist (HTTP 404)")));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 499, 500, 529})
  void triesLaterWhereTheCallFailed(int status) throws IOException {
    assertThat(first(status, "{'error':{'message':'x'}}") instanceof Outcome.TryLater, is(true));
  }

  /** OpenAI, Groq, OpenRouter twice, Gemini. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'error':{'message':'Rate limit reached for m on requests per day (RPD): Limit 200, Used"
            + " 200.','code':'rate_limit_exceeded'}} | requests per day (RPD), limit 200 | true",
        "{'error':{'message':'Rate limit reached for model `m` in organization `o` service tier `t`"
            + " on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619.'}} |"
            + " tokens per day (TPD), limit 100000 | true",
        "{'error':{'message':'Rate limit exceeded: free-models-per-day. Add 10 credits','code':429,"
            + "'metadata':{'headers':{'X-RateLimit-Limit':'50'}}}} | free-models-per-day | true",
        "{'error':{'message':'Rate limit exceeded: free-models-per-day-high-balance. ','code':429}}"
            + " | free-models-per-day-high-balance | true",
        "[{'error':{'code':429,'status':'RESOURCE_EXHAUSTED','details':[{'violations':[{'quotaId':"
            + "'GenerateRequestsPerMinutePerProjectPerModel-FreeTier','quotaValue':'10'},{'quotaId':'GenerateRequestsPerDayPerProjectPerModel-FreeTier','quotaValue':'250'}]}]}}]"
            + " | GenerateRequestsPerDayPerProjectPerModel-FreeTier (250) | true",
        "{'error':{'message':'Rate limit reached for m on tokens per min (TPM): Limit 9.'}} |"
            + " tokens per min (TPM), limit 9 | false"
      })
  void namesALimitOfTheDay(String body, String quota, boolean isForTheDay) throws IOException {
    Outcome.Throttled throttled = (Outcome.Throttled) first(429, body);

    assertThat(throttled.quotaOrNull(), is(quota));
    assertThat(throttled.isForTheDay(), is(isForTheDay));
  }

  private static Outcome first(int status, String body) throws IOException {
    try (ScriptedModel model = new ScriptedModel(asked -> new Reply(status, json(body)))) {
      return model.score(FIVE).get(FIVE.get(0).textHash());
    }
  }
}
