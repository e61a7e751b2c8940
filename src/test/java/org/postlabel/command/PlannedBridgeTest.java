package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.post.Post;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** {@code plan --bridge}, and the commands that it prints. */
@OnBothDatabases
class PlannedBridgeTest {
  private static final int POSTS = 200;

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  @AutoClose private Emulator service;

  /** Half of the old scores are near .7, the others anywhere; every tenth post has none. */
  @BeforeEach
  void addPostsWithOldScores() throws IOException {
    tables = engine.migrated();
    service = Emulator.start(EmulatorSetup.PLAIN.config());
    Files.writeString(folder.resolve("key.txt"), EmulatorConfig.DEFAULT_KEY);
    tables
        .database()
        .jdbi()
        .useTransaction(
            handle -> {
              PreparedBatch posts =
                  handle.prepareBatch("INSERT INTO posts (uri, text, source) VALUES (?, ?, ?)");
              PreparedBatch labels =
                  handle.prepareBatch(
                      """
                      INSERT INTO perspective_api_labels (uri, text, was_successfully_labeled,
                        label_timestamp, prob_toxic, text_hash, scorer_id, run_id)
                      VALUES (?, ?, TRUE, ?, ?, ?, 'old', 'run')\
                      """);
              for (int i = 0; i < POSTS; i++) {
                String text = "some text of number " + i;
                posts.add("u" + i, text, i % 4 == 0 ? "feed" : "search");
                if (i % 10 != 9) {
                  labels.add(
                      "u" + i,
                      text,
                      tables.dialect().timestamp("2026-01-31-12:00:00"),
                      i % 2 == 0 ? .69 + i / 10_000.0 : i / 200.0,
                      Post.textHash(text));
                }
              }
              posts.execute();
              labels.execute();
            });
  }

  @Test
  void printsCommandsThatScoreAndCompareThisSample() throws Exception {
    String plan = done(plan("--thresholds=0.7"));

    JsonNode bridge =
        new ObjectMapper().readTree(done(plan("--thresholds=0.7", "--format=json"))).path("bridge");
    long size = bridge.path("sample").asLong();
    assertThat(bridge.toString(), size > 10 && size < 60, is(true));
    assertThat(bridge.path("scored").asLong(), is(180L));
    assertThat(bridge.path("sampleBy").asText(), is("source,perspective_api_labels.prob_toxic"));
    assertThat(plan, containsString("in the sample                        " + size + "\n"));
    assertThat(plan, containsString("\n  " + bridge.path("run").asText() + "\n"));
    assertThat(plan, containsString("\n  " + bridge.path("compare").asText() + "\n"));

    done(typed(bridge.path("run").asText(), "--report=off"));

    assertThat(number("SELECT COUNT(*) FROM moderation_labels"), is(size));
    assertThat(
        number(
            "SELECT COUNT(*) FROM moderation_labels m JOIN perspective_api_labels p ON p.uri ="
                + " m.uri WHERE m.was_successfully_labeled"),
        is(size));
    // The share of the groups is theirs of all: half near the threshold, a quarter from one source.
    assertThat(
        Math.abs(
                number(
                        "SELECT COUNT(*) FROM moderation_labels m JOIN perspective_api_labels p ON"
                            + " p.uri = m.uri WHERE p.prob_toxic BETWEEN 0.69 AND 0.71")
                    - size
                        * number(
                            "SELECT COUNT(*) FROM perspective_api_labels WHERE prob_toxic BETWEEN"
                                + " 0.69 AND 0.71")
                        / 180)
            <= 3,
        is(true));
    assertThat(
        done(typed(bridge.path("run").asText(), "--report=off")),
        containsString("Nothing to do: every post of the sample"));
    assertThat(
        done(typed(bridge.path("compare").asText(), "--resamples=100")),
        containsString("harassment"));
  }

  @Test
  void saysWhatItLacks() {
    assertThat(
        refused(InThisProcess.run(tables.database(), "plan", "--bridge")),
        containsString("name it, as in ./pipeline plan --bridge --scorer=moderation"));
    assertThat(
        refused(plan("--bridgeFrom=perspective_api_labels.prob_profanity")),
        containsString(
            "no column of moderation_labels is known to be near"
                + " perspective_api_labels.prob_profanity:"));
    assertThat(
        refused(plan("--bridgeTo=joy")),
        containsString("--bridgeTo must be a column of numbers of moderation_labels, criminal,"));
    assertThat(
        refused(plan("--bridgeFrom=prob_toxic")),
        containsString("--bridgeFrom must be a table of labels and its column"));
    assertThat(
        refused(plan("--bridgeFrom=perspective_api_labels.text", "--bridgeTo=hate")),
        containsString("there is no column of scores perspective_api_labels.text"));
    assertThat(refused(plan("--sample=5")), containsString("leave --sample out"));
    assertThat(
        refused(plan("--bridgeFrom=perspective_api_labels.prob_insult")),
        containsString("no post has a score in perspective_api_labels.prob_insult"));
  }

  private Ended plan(String... options) {
    List<String> words = new ArrayList<>(List.of("plan", "--bridge"));
    words.addAll(
        List.of(
            "--scorer=moderation",
            "--moderationService=" + service.endpoint() + "/v1",
            "--moderationModel=omni-emulated",
            "--moderationKeyFile=" + folder.resolve("key.txt"),
            "--queriesPerSecond=0"));
    words.addAll(List.of(options));
    return InThisProcess.run(tables.database(), words.toArray(String[]::new));
  }

  /** What a person does who copies {@code command}. */
  private static Ended typed(String command, String... options) {
    List<String> words =
        new ArrayList<>(
            Arrays.stream(command.split(" ", -1)).skip(1).map(w -> w.replace("'", "")).toList());
    words.addAll(List.of(options));
    return InThisProcess.run(words);
  }

  private long number(String sql) {
    return ((Number) tables.column(sql).get(0)).longValue();
  }

  private static String done(Ended ended) {
    assertThat(ended.toString(), ended.exitCode(), is(ExitCode.DONE.code()));
    return ended.out();
  }

  private static String refused(Ended ended) {
    assertThat(ended.toString(), ended.exitCode(), is(ExitCode.USAGE.code()));
    return ended.err();
  }
}
