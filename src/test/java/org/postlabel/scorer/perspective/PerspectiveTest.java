package org.postlabel.scorer.perspective;

import static java.util.Locale.ROOT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postlabel.post.PostMetadata.NONE;
import static org.postlabel.scorer.perspective.ScriptedServer.send;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Post;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.http.Endpoint;
import org.postlabel.scorer.http.KeyPlace;

class PerspectiveTest {
  private static final Perspective DEFAULT = from();
  private static final KeyPlace GOOGLES_KEY_PLACE =
      KeyPlace.parse("--keyIn", "header", "X-Goog-Api-Key");
  private static final List<String> ALL_ATTRIBUTES = List.copyOf(PerspectiveLabels.ATTRIBUTES);

  @Test
  void asksGoogleInBatchesForEnglishAndForNoCopies() {
    assertThat(
        DEFAULT,
        is(
            new Perspective(
                endpoint("https://commentanalyzer.googleapis.com"),
                RequestMode.BATCH,
                List.of("en"),
                true,
                null,
                GOOGLES_KEY_PLACE,
                ALL_ATTRIBUTES)));
  }

  @Test
  void takesEveryOption() {
    assertThat(
        from(
            "--endpoint=http://localhost:8089//",
            "--requestMode=single",
            "--languages=en, pt-BR,zh-Hant",
            "--doNotStore=false",
            "--apiKeyFile=key.txt"),
        is(
            new Perspective(
                endpoint("http://localhost:8089"),
                RequestMode.SINGLE,
                List.of("en", "pt-BR", "zh-Hant"),
                false,
                "key.txt",
                GOOGLES_KEY_PLACE,
                ALL_ATTRIBUTES)));
    assertThat(from("--languages=auto").languages(), is(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--endpoint=ftp://example.org | ftp://example.org",
        "--endpoint=https://example.org?key=SECRET | https://example.org",
        "--endpoint=https://me:SECRET@example.org | https://example.org",
        "--endpoint=example.org | null://null",
        "--endpoint=https:// | must be a URL, was not one"
      })
  void refusesAnEndpointThatIsNoRootUrlWithoutQuotingSecrets(String option, String end) {
    String message = assertThrows(IllegalArgumentException.class, () -> from(option)).getMessage();

    assertThat(message.startsWith("--endpoint must be a"), is(true));
    assertThat(message.endsWith(end), is(true));
    assertThat(message.contains("SECRET"), is(false));
    assertThat(message.lines().count(), is(1L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--languages=english | english",
        "--languages=en,e | e",
        "--languages=en;fr | en;fr"
      })
  void refusesWhatIsNoLanguage(String option, String wrong) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> from(option)).getMessage(),
        is("--languages must be BCP-47 codes such as en or pt-BR, or auto, was " + wrong));
  }

  @Test
  void makesAnotherScorerIdOfWhatChangesAnAnswer() {
    String id = DEFAULT.scorerId();

    assertThat(id.matches("perspective-[0-9a-f]{12}"), is(true));
    assertThat(from("--endpoint=https://example.org").scorerId(), is(not(id)));
    assertThat(from("--languages=fr").scorerId(), is(not(id)));
    assertThat(from("--languages=en,fr").scorerId(), is(not(id)));
    assertThat(from("--languages=auto").scorerId(), is(not(id)));
  }

  @Test
  void asksForTheAttributesThatAreChosen() {
    assertThat(
        from("--attributes=toxicity, SPAM,Reasoning,NUANCE_EXPERIMENTAL").attributes(),
        is(List.of("NUANCE_EXPERIMENTAL", "REASONING_EXPERIMENTAL", "SPAM", "TOXICITY")));
    assertThat(
        "the withdrawn one is filled from the one that replaced it",
        from("--attributes=CONSTRUCTIVE_EXPERIMENTAL").attributes(),
        is(List.of("REASONING_EXPERIMENTAL")));
  }

  @Test
  void makesAnotherScorerIdOfFewerAttributesAndTheSameOfAll() {
    String all = String.join(",", PerspectiveLabels.ATTRIBUTES);

    assertThat(from("--attributes=" + all).scorerId(), is(DEFAULT.scorerId()));
    assertThat(
        from("--attributes=SPAM,TOXICITY").scorerId(),
        is(from("--attributes=TOXICITY,SPAM,SPAM").scorerId()));
    assertThat(from("--attributes=TOXICITY").scorerId(), is(not(DEFAULT.scorerId())));
    assertThat(
        from("--attributes=TOXICITY").scorerId(), is(not(from("--attributes=SPAM").scorerId())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TOXICTY | TOXICTY | TOXICITY",
        "TOXICITY,,SPAM | '' | SPAM",
        "'' | '' | SPAM",
        "SPAM,SEVERE_TOXIC | SEVERE_TOXIC | SEVERE_TOXICITY",
        "prob_insult | prob_insult | INSULT",
        "moral-outrage | moral-outrage | MORAL_OUTRAGE_EXPERIMENTAL"
      })
  void refusesAnUnknownAttributeAndNamesTheNearest(String list, String unknown, String nearest) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> from("--attributes=" + list))
            .getMessage(),
        is(
            "--attributes must be attributes separated by commas, such as TOXICITY,INSULT; unknown"
                + " attribute '%s', did you mean %s?".formatted(unknown, nearest)));
  }

  /** Ledgers hold answers of Google's under this id: nobody pays for them again. */
  @Test
  void keepsTheScorerIdOfGooglesOwnEndpoint() {
    assertThat(DEFAULT.scorerId(), is("perspective-91093acf4415"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org",
        "https://example.org:8443",
        "http://example.org:443/other",
        "https://example.org/other",
        "https://www.example.org"
      })
  void makesAnotherScorerIdOfAnotherPortPathOrHost(String endpoint) {
    assertThat(
        from("--endpoint=" + endpoint).scorerId(),
        is(not(from("--endpoint=https://example.org").scorerId())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--requestMode=single",
        "--apiKeyFile=other.txt",
        "--doNotStore=false",
        "--endpoint=https://commentanalyzer.googleapis.com:443/",
        "--endpoint=https://CommentAnalyzer.GoogleApis.com",
        "--endpoint=https://commentanalyzer.googleapis.com."
      })
  void makesTheSameScorerIdOfWhatDoesNotChangeAnAnswer(String option) {
    assertThat(from(option).scorerId(), is(DEFAULT.scorerId()));
  }

  @Test
  void makesOneScorerOfAddressesThatAreSaidToBeOneService() {
    String id = from("--endpoint=http://localhost:1", "--scorerName=ours").scorerId();

    assertThat(from("--endpoint=https://example.org/path", "--scorerName=ours").scorerId(), is(id));
    assertThat(from("--endpoint=http://localhost:1", "--scorerName=x").scorerId(), is(not(id)));
    assertThat(from("--endpoint=http://localhost:1").scorerId(), is(not(id)));
  }

  @Test
  void namesTheQuotaByHostAndKeyWithoutTheKey(@TempDir Path folder) throws IOException {
    Path key = Files.writeString(folder.resolve("key.txt"), "SECRET-KEY");

    assertThat(
        from("--endpoint=http://localhost:8089", "--apiKeyFile=" + key).quotaName(),
        is("perspective localhost:8089 " + Post.textHash("SECRET-KEY").substring(0, 8)));
  }

  @Test
  void travelsToWorkersWithoutTheKey(@TempDir Path folder) throws IOException {
    Path key = Files.writeString(folder.resolve("key.txt"), "SECRET-KEY");
    Perspective perspective = from("--apiKeyFile=" + key);

    assertThat(SerializableUtils.clone(perspective), is(perspective));
    assertThat(perspective.toString().contains("SECRET-KEY"), is(false));
  }

  @Test
  void needsAKeyForGoogleBeforeAnythingIsSent(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("key.txt"), "");
    Perspective perspective = from("--apiKeyFile=" + empty);

    assertThat(
        assertThrows(IllegalArgumentException.class, perspective::quotaName).getMessage(),
        is("--apiKeyFile must name a file with a key, was empty"));
  }

  @Test
  void sendsNoKeyOverPlainHttpToAnotherMachine(@TempDir Path folder) throws IOException {
    String key = "--apiKeyFile=" + Files.writeString(folder.resolve("key.txt"), "SECRET-KEY");
    Perspective perspective = from("--endpoint=http://some.host", key);

    assertThrows(IllegalArgumentException.class, perspective::quotaName);
    assertThrows(IllegalArgumentException.class, () -> perspective.start(1, Duration.ofSeconds(5)));
    try (Scorer allowed =
        from("--endpoint=http://some.host", key, "--allowPlainHttp")
            .start(1, Duration.ofSeconds(5))) {
      assertThat(allowed.maxQuestionsPerRequest(), is(100));
    }
  }

  @Test
  void endsWithTheYearAtGoogleAndNeverElsewhere() {
    assertThat(DEFAULT.lastDay(), is(Optional.of(LocalDate.of(2026, 12, 31))));
    assertThat(from("--endpoint=https://example.org").lastDay(), is(Optional.empty()));
    assertThat(from("--endpoint=https://evilgoogleapis.com").lastDay(), is(Optional.empty()));
  }

  @Test
  void showsTheRequestThatItWouldSendWithoutTheKey(@TempDir Path folder) throws IOException {
    Path key = Files.writeString(folder.resolve("key.txt"), "SECRET-KEY");
    Question question = Question.about(new Post("at://1", "Ünïcode 🫶 \"text\"", NONE));
    try (ScriptedServer server =
        new ScriptedServer((exchange, asked) -> send(exchange, 500, "text/plain", ""))) {
      Perspective perspective =
          from("--endpoint=" + server.url(), "--apiKeyFile=" + key, "--languages=de");
      AtomicInteger sentTimes = new AtomicInteger();
      try (Scorer scorer = perspective.start(1, Duration.ofSeconds(5))) {
        scorer.score(List.of(question), sentTimes::incrementAndGet);
      }

      assertThat("it is told that the request has left", sentTimes.get(), is(1));
      RequestPreview preview = perspective.preview(question).orElseThrow();
      ScriptedServer.Asked sent = server.asked.get(0);
      Map<String, String> shown = new TreeMap<>();
      preview.headers().forEach((name, value) -> shown.put(name.toLowerCase(ROOT), value));
      Map<String, String> expected = new TreeMap<>(sent.headers());
      expected.keySet().removeAll(Set.of("host", "connection", "accept-encoding"));
      assertThat(expected.put("x-goog-api-key", "(hidden)"), is("SECRET-KEY"));
      assertThat(shown, is(expected));
      assertThat(preview.method(), is("POST"));
      assertThat(preview.url(), is(server.url() + sent.path()));
      assertThat(preview.body(), is(sent.body()));
    }
  }

  @Test
  void showsARequestWhereNoKeyIsThere() {
    Question question = Question.about(new Post("at://1", "some text", NONE));

    assertThat(
        from("--apiKeyFile=/no/such/file").preview(question).orElseThrow().headers(),
        hasEntry("x-goog-api-key", "(hidden)"));
  }

  private static Endpoint endpoint(String url) {
    return new Endpoint("--endpoint", URI.create(url), null, false);
  }

  static Perspective from(String... arguments) {
    return Perspective.from(
        PipelineOptionsFactory.fromArgs(arguments).as(PerspectiveOptions.class));
  }
}
