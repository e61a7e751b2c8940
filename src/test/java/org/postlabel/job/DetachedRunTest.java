package org.postlabel.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.options.ExitCode;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.run.RunInProgressException;
import org.postlabel.run.RunReader;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** The DirectRunner, told not to wait for its pipeline, stands for a cluster. */
@OnBothDatabases
@Timeout(120)
class DetachedRunTest {
  private static final int POSTS = 40;

  private static final String SUMS =
      "SELECT status, posts, posts_read, metadata_new, labelled, failed, left_for_later FROM runs";

  @Parameter private Engine engine;
  @TempDir private Path folder;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void addPosts() {
    tables = engine.migrated();
    for (int i = 0; i < POSTS; i++) {
      tables.addPost("at://post/" + i, i < 5 ? "short" : "what was said in post " + i, null);
    }
    tables.execute(
        "INSERT INTO record_classification_metadata (uri, text) VALUES ('at://post/7', 'known')");
  }

  @Test
  void asksTheFirstTextAndTheCanariesBeforeItIsSubmitted() throws Exception {
    try (Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config())) {
      assertThat(submit(provider, EmulatorConfig.DEFAULT_KEY), is(ExitCode.DONE));
      awaitEnd();

      assertThat(tables.column("SELECT 1 FROM canary_answers").size(), greaterThan(0));
      assertThat(tables.rows(SUMS), contains(List.of("done", 40L, 40L, 39L, 35L, 5L, 0L)));
      RunReader runs = new RunReader(tables.database());
      while (runs.newest().orElseThrow().sums().calls() < provider.stats().arrived().calls()) {
        Thread.sleep(50); // A worker records its last calls when it is closed.
      }
    }
  }

  @Test
  void submitsNothingWhenTheKeyIsRefused() throws Exception {
    try (Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config())) {
      assertThat(submit(provider, "a-wrong-key"), is(ExitCode.REFUSED));

      // The second asks a text that cannot be at fault.
      assertThat(provider.stats().arrived().calls(), is(2L));
      assertThat(tables.column("SELECT status FROM runs"), contains("refused"));
      assertThat(tables.column("SELECT 1 FROM run_posts"), is(List.of()));
    }
  }

  @Test
  void saysThatPostsAreLeft() throws Exception {
    try (Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config())) {
      submit(provider, EmulatorConfig.DEFAULT_KEY, "--maxQueries=20", "--canaries=off");
      awaitEnd();

      assertThat(tables.rows(SUMS), contains(List.of("stopped", 40L, 40L, 39L, 20L, 5L, 15L)));
    }
  }

  @Test
  void livesUntilTheFirstWorkerCanBeThere() throws Exception {
    try (Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config())) {
      submit(provider, EmulatorConfig.DEFAULT_KEY, "--queriesPerMinute=60", "--canaries=off");

      assertThat(
          tables.column(
              "SELECT 1 FROM runs WHERE status = 'running' AND heartbeat_at > "
                  + tables.dialect().timeAgo(Duration.ofSeconds(30))),
          contains(1L));
      tables.execute("UPDATE runs SET stop_kind = 'ASKED', stop_message = 'by a test'");
      awaitEnd();
    }
  }

  private ExitCode submit(Emulator provider, String key, String... more) throws Exception {
    Database database = tables.database();
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(
        List.of(
            "--blockOnRun=false",
            "--connectionURL=" + database.url(),
            "--endpoint=" + provider.endpoint(),
            "--apiKeyFile=" + Files.writeString(folder.resolve("key"), key),
            "--requestMode=single",
            "--queriesPerSecond=0"));
    if (database.usernameOrNull() != null) {
      arguments.add("--username=" + database.usernameOrNull());
      arguments.add("--passwordFile=" + database.passwordFileOrNull());
    }
    LabelPostsOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
            .as(LabelPostsOptions.class);
    return submit(options);
  }

  private static ExitCode submit(LabelPostsOptions options) throws Exception {
    try {
      return DetachedRun.submit(RunConfig.from(options), options);
    } catch (RunInProgressException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitEnd() throws InterruptedException {
    while (!tables.column("SELECT 1 FROM runs WHERE status = 'running'").isEmpty()) {
      Thread.sleep(50);
    }
  }
}
