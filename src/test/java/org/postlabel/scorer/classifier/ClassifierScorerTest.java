package org.postlabel.scorer.classifier;

import static java.util.Arrays.stream;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Asked;
import org.postlabel.testing.ScriptedService.Reply;

class ClassifierScorerTest {
  private static final List<Question> TWO = questions("one text", "another, longer text");
  private static final String[] VLLM = {
    "--classifierDialect=vllm", "--classifierModel=m", "--classifierLabels=toxic,kind"
  };
  private static final String[] HUGGINGFACE = {
    "--classifierDialect=huggingface", "--classifierModel=m", "--classifierLabels=toxic,kind"
  };
  static final Reply INFO =
      Reply.error(
          200,
          """
          {'model_id': 'org/model', 'model_sha': 'abc123', 'max_client_batch_size': 8,
           'model_type': {'classifier': {'id2label': {'1': 'kind', '0': 'toxic'}}}}\
          """);

  @Test
  void asksTeiForRawScoresInABatchAndAppliesTheSigmoidItself() throws IOException {
    try (ScriptedService service =
        new ScriptedService(
            asked ->
                isInfo(asked)
                    ? INFO
                    : Reply.error(
                        200,
                        "[[{'score':2,'label':'kind'},{'score':-1.5,'label':'toxic'}],"
                            + "[{'score':0,'label':'toxic'},{'score':-4,'label':'kind'},"
                            + "{'score':-9,'label':'new'}]]"))) {
      Map<String, Outcome> outcomes = ask(service, TWO);

      Scores first = answer(outcomes, 0).scores();
      assertThat(first.of("kind").getAsDouble(), closeTo(0.880797, 1e-6));
      assertThat(first.of("toxic").getAsDouble(), closeTo(0.182426, 1e-6));
      assertThat(first.value(ClassifierLabels.TOP_LABEL).get(), is("kind"));
      assertThat(first.value(ClassifierLabels.MODEL).get(), is("org/model@abc123"));
      Scores second = answer(outcomes, 1).scores();
      assertThat(second.of("toxic"), is(OptionalDouble.of(0.5)));
      assertThat(
          second.value(ClassifierLabels.OTHER).get().toString().startsWith("{\"new\":1.2339"),
          is(true));
      Asked asked = service.asked().get(2); // The first two ask for the model.
      assertThat(asked.route(), is("POST /predict"));
      assertThat(
          asked.body().toString(),
          is(
              "{\"inputs\":[[\"one text\"],[\"another, longer text\"]],\"raw_scores\":true,"
                  + "\"truncate\":false}"));
    }
  }

  @Test
  void pairsVllmsResultsByTheirNumbersAndNamesTheirOutputs() throws IOException {
    try (ScriptedService service =
        new ScriptedService(
            asked ->
                Reply.error(
                    200,
                    "{'data':[{'index':1,'label':'LABEL_0','probs':[3,1]},"
                        + "{'index':0,'probs':[0,0]}]}"))) {
      Map<String, Outcome> outcomes =
          ask(service, TWO, with(VLLM, "--classifierActivation=softmax"));

      assertThat(answer(outcomes, 0).scores().of("kind"), is(OptionalDouble.of(0.5)));
      assertThat(answer(outcomes, 1).scores().of("toxic").getAsDouble(), closeTo(0.880797, 1e-6));
      assertThat(
          service.asked().get(0).body().toString(),
          is(
              "{\"model\":\"m\",\"input\":[\"one text\",\"another, longer text\"],"
                  + "\"use_activation\":false}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[{'label':'kind','score':0.75},{'label':'toxic','score':0}]]",
        "[{'label':'kind','score':0.75},{'label':'toxic','score':0}]"
      })
  void tellsHuggingFaceWhatToApplyToAllLabels(String body) throws IOException {
    try (ScriptedService service = new ScriptedService(asked -> Reply.error(200, body))) {
      List<Question> one = TWO.subList(0, 1);
      Map<String, Outcome> outcomes = ask(service, one, HUGGINGFACE);

      assertThat(answer(outcomes, 0).scores().of("kind"), is(OptionalDouble.of(0.75)));
      assertThat(answer(outcomes, 0).scores().of("toxic"), is(OptionalDouble.of(0)));
      JsonNode sent = service.asked().get(0).body();
      assertThat(
          sent.toString(),
          is(
              "{\"inputs\":\"one text\",\"parameters\":{\"top_k\":2,"
                  + "\"function_to_apply\":\"sigmoid\"}}"));
      try (Scorer scorer = provider(service, HUGGINGFACE).start(1, Duration.ofSeconds(5))) {
        assertThat(scorer.maxQuestionsPerRequest(), is(1));
      }
    }
  }

  /** A pair instead of a batch, a result too few, a number twice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tei | [{'score':1,'label':'kind'},{'score':0,'label':'toxic'},{'score':0,'label':'x'}]",
        "tei | [[{'score':1,'label':'kind'}]]",
        "tei | []",
        "vllm | {'data':[{'index':0,'probs':[0,0]}]}",
        "vllm | {'data':[{'index':0,'probs':[0,0]},{'index':0,'probs':[1,1]}]}",
        "vllm | {'data':[{'index':1,'probs':[0,0]},{'index':2,'probs':[1,1]}]}"
      })
  void scoresNoTextWhenResultsCannotBePaired(String dialect, String body) throws IOException {
    Map<String, Outcome> outcomes = ask(dialect, TWO, Reply.error(200, body));

    assertThat(
        Set.copyOf(outcomes.values()), is(Set.of(new Outcome.AskAgain(Set.of("together=1")))));
  }

  @Test
  void refusesAVllmModelOfAnotherNumberOfLabels() throws IOException {
    Map<String, Outcome> outcomes =
        ask("vllm", TWO.subList(0, 1), Reply.error(200, "{'data':[{'index':0,'probs':[0,0,0]}]}"));

    assertThat(
        outcomes.values().iterator().next(),
        is(new Outcome.Refused("the classifier has 3 labels, and --classifierLabels names 2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "413 | {'error':'inputs must have less than 512 tokens. Given: 700','error_type':"
            + "'Validation'} | TEXT_TOO_LONG",
        "422 | {'error':'inputs must have less than 512 tokens','error_type':'tokenizer'} |"
            + " TEXT_TOO_LONG",
        "400 | {'error':'`inputs` cannot be empty','error_type':'Empty'} | TEXT_EMPTY",
        "400 | {'error':{'message':'maximum context length is 512','code':400}} | TEXT_TOO_LONG",
        "422 | {'error':'Tokenization error','error_type':'Tokenizer'} |",
        "422 | {'detail':[{'loc':['body','input',0],'msg':'blank','type':'value_error'}]} |"
      })
  void halvesARequestAndFailsOnlyATextThatIsAlone(int status, String body, Reason reasonOrNull)
      throws IOException {
    Reply reply = Reply.error(status, body);
    assertThat(
        Set.copyOf(ask("tei", TWO, reply).values()),
        is(Set.of(new Outcome.AskAgain(Set.of("together=1")))));
    assertThat(
        Set.copyOf(ask("tei", TWO.subList(0, 1), reply).values()),
        is(
            Set.of(
                reasonOrNull == null
                    ? new Outcome.Rejected("the classifier's server rejects our requests")
                    : new Outcome.Answered(Answer.failed(reasonOrNull)))));
  }

  @Test
  void readsErrorsOfTheCall() throws IOException {
    assertThat(
        one(ask("tei", TWO, new Reply(401, "", Map.of()))),
        is(
            new Outcome.Refused(
                "the classifier's server rejects the API key, or requires one (HTTP 401): set"
                    + " CLASSIFIER_API_KEY or --classifierKeyFile")));
    assertThat(
        one(
            ask(
                "tei",
                TWO,
                Reply.error(429, "{'error':'Model is overloaded','error_type':'overloaded'}"))),
        is(new Outcome.Throttled(null, OptionalDouble.empty(), null)));
    assertThat(
        one(ask("tei", TWO, Reply.error(503, "no healthy upstream"))),
        is(Outcome.TryLater.because("HTTP 503", null)));
    assertThat(
        one(ask("tei", TWO, Reply.error(422, "Failed to parse"))),
        is(new Outcome.TryLater("HTTP 422 without a reason", null, false, false)));
    assertThat(
        one(
            ask(
                "vllm",
                TWO,
                Reply.error(
                    404, "{'error':{'message':'The model `m` does not exist.','code':404}}"))),
        is(new Outcome.Refused("the classifier's server does not serve the model m (HTTP 404)")));
    assertThat(
        one(ask("tei", TWO.subList(0, 1), Reply.error(424, "{'error':'inference failed'}"))),
        is(Outcome.TryLater.because("HTTP 424", null)));
    assertThat(
        one(ask("tei", TWO, Reply.error(200, "{'no':'list'}"))),
        is(Outcome.TryLater.noProvider("an answer that is no classification")));
  }

  private static boolean isInfo(Asked asked) {
    return asked.route().equals("GET /info");
  }

  private static Outcome one(Map<String, Outcome> outcomes) {
    Set<Outcome> distinct = Set.copyOf(outcomes.values());
    assertThat(distinct.toString(), distinct.size(), is(1));
    return distinct.iterator().next();
  }

  private static Map<String, Outcome> ask(String dialect, List<Question> questions, Reply reply)
      throws IOException {
    Function<Asked, Reply> script = asked -> isInfo(asked) ? INFO : reply;
    try (ScriptedService service = new ScriptedService(script)) {
      return ask(service, questions, dialect.equals("vllm") ? VLLM : new String[0]);
    }
  }

  private static Map<String, Outcome> ask(
      ScriptedService service, List<Question> questions, String... options) {
    try (Scorer scorer = provider(service, options).start(1, Duration.ofSeconds(5))) {
      return scorer.score(questions);
    }
  }

  static Classifier provider(ScriptedService service, String... options) {
    String[] all = with(options, "--classifierEndpoint=" + service.url());
    if (stream(options).noneMatch(option -> option.startsWith("--classifierActivation"))) {
      all = with(all, "--classifierActivation=sigmoid");
    }
    return Classifier.from(PipelineOptionsFactory.fromArgs(all).as(ClassifierOptions.class));
  }

  private static String[] with(String[] options, String more) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = more;
    return all;
  }

  private static Answer answer(Map<String, Outcome> outcomes, int index) {
    return ((Outcome.Answered) outcomes.get(TWO.get(index).textHash())).answer();
  }

  private static List<Question> questions(String... texts) {
    return stream(texts).map(Question::about).toList();
  }
}
