package org.postlabel.scorer.moderation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Reply;

class ModerationTest {
  private static final Moderation DEFAULT = from();

  @TempDir Path folder;

  @Test
  void pinsTheModelsOfTheKnownServices() {
    assertThat(DEFAULT.endpoint().url().toString(), is("https://api.openai.com/v1"));
    assertThat(DEFAULT.model(), is("omni-moderation-2024-09-26"));
    Moderation mistral = from("--moderationService=mistral");
    assertThat(mistral.endpoint().url().toString(), is("https://api.mistral.ai/v1"));
    assertThat(mistral.model(), is("mistral-moderation-2603"));
    assertThat(
        from("--moderationModel=omni-moderation-latest").model(), is("omni-moderation-latest"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--moderationService=http://localhost:1/v1 | --moderationService with a URL needs"
            + " --moderationModel, the name of its model",
        "--moderationService=anthropic | --moderationService must be openai, mistral or a URL, was"
            + " anthropic",
        "--moderationService=http://sk-SECRET@host/v1 --moderationModel=m | --moderationService"
            + " must be a URL that ends in /v1, such as http://localhost:4000/v1, without user, key"
            + " or query, was http://host",
        "--moderationModel= | --moderationModel must name a model, was blank",
        "--textsPerModeration=0 | --textsPerModeration must be 1..100, was 0",
        "--textsPerModeration=101 | --textsPerModeration must be 1..100, was 101"
      })
  void refusesWhatIsOutOfRange(String options, String message) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> from(options.split(" "))).getMessage(),
        is(message));
  }

  @Test
  void hasAnIdOfServiceAndModelAlone() {
    assertThat(DEFAULT.scorerId().matches("moderation-[0-9a-f]{12}"), is(true));
    assertThat(from("--textsPerModeration=1").scorerId(), is(DEFAULT.scorerId()));
    assertThat(from("--moderationKeyFile=some.txt").scorerId(), is(DEFAULT.scorerId()));
    assertThat(from("--moderationModel=other").scorerId(), is(not(DEFAULT.scorerId())));
    assertThat(from("--moderationService=mistral").scorerId(), is(not(DEFAULT.scorerId())));
  }

  @Test
  void needsAKeyOfAKnownServiceOnly() throws IOException {
    assertThat(
        assertThrows(IllegalArgumentException.class, DEFAULT::quotaName).getMessage(),
        is(
            "no API key: set the environment variable MODERATION_API_KEY, or name a file that holds"
                + " it with --moderationKeyFile"));
    assertThat(
        from("--moderationService=http://localhost:1/v1", "--moderationModel=m").quotaName(),
        is("moderation localhost:1 m no-key"));
  }

  @Test
  void sendsTheKeyAndShowsItToNobody() throws IOException {
    Path file = Files.writeString(folder.resolve("key.txt"), "sk-SECRET\n");
    try (ScriptedService service = new ScriptedService(asked -> Reply.ok("{}"));
        Scorer scorer =
            ModerationScorerTest.provider(service, "--moderationKeyFile=" + file)
                .start(1, Duration.ofSeconds(5))) {
      scorer.score(List.of(Question.about("some text")));

      assertThat(service.asked().get(0).headers(), hasEntry("authorization", "Bearer sk-SECRET"));
    }
    RequestPreview preview = DEFAULT.preview(Question.about("some text")).orElseThrow();
    assertThat(preview.url(), is("https://api.openai.com/v1/moderations"));
    assertThat(
        preview.body(), is("{\"model\":\"omni-moderation-2024-09-26\",\"input\":[\"some text\"]}"));
    assertThat(preview.headers(), hasEntry("Authorization", "Bearer (hidden)"));
  }

  @Test
  void foreseesQueriesAndTokens() {
    assertThat(DEFAULT.queriesFor(0), is(0L));
    assertThat(DEFAULT.queriesFor(33), is(2L));
    assertThat(DEFAULT.expectedUsage("twelve bytes"), is(new Usage(4, 0)));
  }

  @Test
  void travelsToWorkers() {
    assertThat(SerializableUtils.ensureSerializable(DEFAULT), is(DEFAULT));
  }

  private static Moderation from(String... arguments) {
    return Moderation.from(PipelineOptionsFactory.fromArgs(arguments).as(ModerationOptions.class));
  }
}
