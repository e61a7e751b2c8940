package org.postlabel.scorer.llm;

import static java.util.Locale.ROOT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postlabel.scorer.llm.ScriptedModel.question;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.WatchedShare;

class LanguageModelTest {
  private static final LanguageModel DEFAULT = from();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--llmEndpoint=http://me:SECRET@localhost/v1 | --llmEndpoint must be a URL to which"
            + " /chat/completions is added, such as https://api.openai.com/v1, without user or"
            + " key, was http://localhost",
        "--llmEndpoint=http://localhost/v1?api-key=SECRET | --llmEndpoint must be a URL to which"
            + " /chat/completions is added, such as https://api.openai.com/v1, without user or"
            + " key, was http://localhost",
        "--llmEndpoint=ftp://localhost/v1 | --llmEndpoint must be a URL to which /chat/completions"
            + " is added, such as https://api.openai.com/v1, without user or key, was"
            + " ftp://localhost",
        "--llmKeyIn=a b | --llmKeyIn must be bearer, header, query or the name of a header, was a"
            + " b",
        "--llmEndpoint=http:// | --llmEndpoint must be a URL, was not one",
        "--llmModel= | --llmModel must name a model, was blank",
        "--postsPerPrompt=0 | --postsPerPrompt must be 1..15, was 0",
        "--postsPerPrompt=16 | --postsPerPrompt must be 1..15, was 16",
        "--minGoldenAccuracy=1.1 | --minGoldenAccuracy must be 0..1, was 1.1",
        "--minGoldenAccuracy=-0.1 | --minGoldenAccuracy must be 0..1, was -0.1",
        "--maxShareDrop=2 | --maxShareDrop must be 0..1, was 2.0",
        "--maxShareDrop=NaN | --maxShareDrop must be 0..1, was NaN"
      })
  void refusesWhatIsOutOfRange(String option, String message) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> from(option)).getMessage(), is(message));
  }

  @Test
  void needsAnEndpointAndAModel() {
    assertThat(refusal("--llmModel=m"), is("--scorer=sociopolitical needs --llmEndpoint"));
    assertThat(
        refusal("--llmEndpoint=http://localhost/v1"),
        is("--scorer=sociopolitical needs --llmModel"));
  }

  private static String refusal(String option) {
    LlmOptions options = PipelineOptionsFactory.fromArgs(option).as(LlmOptions.class);
    return assertThrows(IllegalArgumentException.class, () -> ScriptedModel.provider(options))
        .getMessage();
  }

  @Test
  void makesAnotherScorerIdOfWhatChangesAnAnswerAndOnlyOfThat() {
    String id = DEFAULT.scorerId();

    assertThat(id.matches("sociopolitical-[0-9a-f]{12}"), is(true));
    assertThat(from("--llmModel=other").scorerId(), is(not(id)));
    assertThat(from("--llmEndpoint=http://other/v1").scorerId(), is(not(id)));
    assertThat(from("--llmEndpoint=http://localhost/gateway/v1").scorerId(), is(not(id)));
    assertThat(from("--llmEndpoint=http://localhost:99/v1").scorerId(), is(not(id)));
    assertThat(from("--llmEndpoint=https://localhost/v1").scorerId(), is(not(id)));
    assertThat(
        from(
                "--llmEndpoint=http://LOCALHOST:8089/v1//chat/completions",
                "--llmKeyIn=api-key",
                "--postsPerPrompt=7",
                "--minGoldenAccuracy=0.5",
                "--maxShareDrop=1",
                "--llmKeyFile=key.txt")
            .scorerId(),
        is(id));
  }

  /** Ledgers hold answers under this id: nobody pays for them again. */
  @Test
  void keepsTheScorerIdOfAServiceAtTheUsualPort() {
    assertThat(
        from("--llmEndpoint=https://api.openai.com/v1").scorerId(),
        is("sociopolitical-3c799930c1bc"));
  }

  @Test
  void makesOneScorerOfAddressesThatAreSaidToBeOneService() {
    String id = from("--llmEndpoint=http://localhost:1/v1", "--scorerName=ours").scorerId();

    assertThat(
        from("--llmEndpoint=https://example.org/path/v1", "--scorerName=ours").scorerId(), is(id));
    assertThat(from("--llmEndpoint=http://localhost:1/v1").scorerId(), is(not(id)));
  }

  @Test
  void namesTheQuotaByHostModelAndKeyWithoutTheKey() throws IOException {
    Path key = Files.writeString(folder.resolve("key.txt"), "SECRET-KEY\n");

    String name = from("--llmKeyFile=" + key).quotaName();

    assertThat(name.matches("llm localhost:8089 m [0-9a-f]{8}"), is(true));
    assertThat(name, not(containsString("SECRET")));
  }

  @Test
  void sendsNoKeyOverPlainHttpToAnotherMachine() throws IOException {
    String endpoint = "--llmEndpoint=http://some.host/v1";
    String key = "--llmKeyFile=" + Files.writeString(folder.resolve("key.txt"), "SECRET-KEY");

    assertThrows(IllegalArgumentException.class, () -> from(endpoint, key).quotaName());
    assertThat(from(endpoint, key, "--allowPlainHttp").quotaName(), containsString("some.host:80"));
    assertThat(from(endpoint).quotaName(), containsString("no-key"));
  }

  @Test
  void needsAKeyInAFileThatIsNamed() throws IOException {
    LanguageModel model = from("--llmKeyFile=" + Files.writeString(folder.resolve("none"), " \n"));

    assertThat(
        assertThrows(IllegalArgumentException.class, model::quotaName).getMessage(),
        is("--llmKeyFile must name a file with a key, was empty"));
  }

  @Test
  void travelsToWorkersWithoutTheKey() throws IOException {
    Path key = Files.writeString(folder.resolve("key.txt"), "SECRET-KEY");
    LanguageModel model = from("--llmKeyFile=" + key);

    assertThat(SerializableUtils.clone(model), is(model));
    assertThat(model.toString(), not(containsString("SECRET-KEY")));
  }

  @Test
  void watchesTheShareOfSociopoliticalPosts() {
    assertThat(
        from("--maxShareDrop=0.8").watchedShare(),
        is(
            Optional.of(
                new WatchedShare(
                    "is_sociopolitical",
                    true,
                    "sociopolitical_labels",
                    "is_sociopolitical",
                    0.8))));
  }

  @Test
  void countsAPromptAsOneQuery() {
    assertThat(DEFAULT.queriesFor(0), is(0L));
    assertThat(DEFAULT.queriesFor(1), is(1L));
    assertThat(DEFAULT.queriesFor(11), is(3L));
    assertThat(from("--postsPerPrompt=1").queriesFor(11), is(11L));
  }

  @Test
  void expectsTheInstructionsInEachQuery() {
    Usage query = DEFAULT.expectedUsageOfQuery();
    Usage text = DEFAULT.expectedUsage("some text about nothing");

    long tokens = PreparedCodebook.of(ScriptedModel.CODEBOOK).tokens();
    assertThat(query.promptTokens() - tokens, is(15L));
    assertThat(text.promptTokens() < 40, is(true));
    assertThat(
        DEFAULT.expectedUsage("some text about nothing".repeat(100)).promptTokens()
            > text.promptTokens() + 300,
        is(true));
  }

  @Test
  void showsTheRequestThatItWouldSendWithoutTheKey() throws IOException {
    Path key = Files.writeString(folder.resolve("key.txt"), "SECRET-KEY");
    Question question = question("Ünïcode 🫶 \"text\" \\ \u0001");
    try (ScriptedModel server = new ScriptedModel(asked -> new ScriptedModel.Reply(500, ""))) {
      LanguageModel model = server.provider("--llmKeyFile=" + key);
      AtomicInteger sentTimes = new AtomicInteger();
      try (Scorer scorer = model.start(1, Duration.ofSeconds(5))) {
        scorer.score(List.of(question), sentTimes::incrementAndGet);
      }

      assertThat("it is told that the request has left", sentTimes.get(), is(1));
      RequestPreview preview = model.preview(question).orElseThrow();
      ScriptedModel.Asked sent = server.asked.get(0);
      Map<String, String> shown = new TreeMap<>();
      preview.headers().forEach((name, value) -> shown.put(name.toLowerCase(ROOT), value));
      Map<String, String> expected = new TreeMap<>(sent.headers());
      expected.keySet().removeAll(Set.of("host", "connection", "accept-encoding"));
      assertThat(expected.put("authorization", "Bearer (hidden)"), is("Bearer SECRET-KEY"));
      assertThat(shown, is(expected));
      assertThat(preview.url(), is(server.endpoint() + "/chat/completions"));
      assertThat(sent.path(), is("/v1/chat/completions"));
      assertThat(preview.body(), is(sent.raw()));
    }
  }

  @Test
  void showsARequestWhereNoKeyIsThere() {
    assertThat(
        from("--llmKeyFile=/no/such/file").preview(question("some text")).orElseThrow().headers(),
        hasEntry("Authorization", "Bearer (hidden)"));
  }

  static LanguageModel from(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (all.stream().noneMatch(argument -> argument.startsWith("--llmEndpoint="))) {
      all.add("--llmEndpoint=http://localhost:8089/v1");
    }
    if (all.stream().noneMatch(argument -> argument.startsWith("--llmModel="))) {
      all.add("--llmModel=m");
    }
    return ScriptedModel.provider(
        PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).as(LlmOptions.class));
  }
}
