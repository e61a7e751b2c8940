package org.postlabel.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.command.InThisProcess;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.run.RunInProgressException;
import org.postlabel.run.RunReader;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;
import org.postlabel.testing.StandardError;

/** The DirectRunner, told not to wait for its pipeline, stands for a cluster. */
@OnBothDatabases
@Timeout(120)
class DetachedRunTest {
  private static final int POSTS = 40;

  private static final Pattern DOUBLE = Pattern.compile("-?\\d+\\.\\d+(?:E-?\\d+)?");

  private static final String SUMS =
      "SELECT status, posts, posts_read, metadata_new, labelled, failed, left_for_later FROM runs";

  @Parameter private Engine engine;
  @TempDir private Path folder;
  @AutoClose private FreshDatabase tables;
  private final Set<Thread> earlierThreads = Thread.getAllStackTraces().keySet();

  /** The run's end is recorded while its workers, which write to the database too, still close. */
  @AfterEach
  void awaitWorkers() throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream().anyMatch(this::isWorkers)) {
      Thread.sleep(50);
    }
  }

  private boolean isWorkers(Thread thread) {
    return thread.getName().startsWith("postlabel-") && !earlierThreads.contains(thread);
  }

  @BeforeEach
  void addPosts() {
    tables = engine.migrated();
    addPosts(tables);
  }

  private static void addPosts(FreshDatabase tables) {
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
      awaitCalls(provider.stats().arrived().calls());
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
  void isRecordedAsFailedWhenItCannotBeSubmitted() throws Exception {
    try (Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config())) {
      IllegalStateException error =
          assertThrows(
              IllegalStateException.class,
              () ->
                  submit(
                      provider,
                      EmulatorConfig.DEFAULT_KEY,
                      "--canaries=off",
                      "--runner=" + UnreachableCluster.class.getName()));

      assertThat(error.getMessage(), is("no cluster there"));
      assertThat(
          tables.rows("SELECT status, stop_kind, stop_message FROM runs"),
          contains(
              List.of("failed", "FAILED", "the job could not be submitted (no cluster there)")));
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

  @Test
  void leavesTheReportOfTheSameRunThatIsWaitedFor() throws Exception {
    EmulatorSetup setup = EmulatorSetup.PLAIN.with("poisonMarker", "post 11");
    try (Emulator provider = Emulator.start(setup.config());
        FreshDatabase others = engine.migrated()) {
      addRepeatedPosts(tables);
      addPosts(others);
      addRepeatedPosts(others);
      String key = EmulatorConfig.DEFAULT_KEY;
      List<String> attached = arguments(others.database(), provider, key);
      attached.addAll(0, List.of("run", "--report=" + folder.resolve("attached.html")));
      InThisProcess.run(attached).exitedWith(ExitCode.INCOMPLETE);

      submit(provider, key);
      awaitEnd();
      awaitCalls(new RunReader(others.database()).newest().orElseThrow().sums().calls());

      JsonNode report = report(tables.database());
      assertThat(report, is(report(others.database())));
      assertThat(report.at("/run/sums/labelled").asInt(), is(38));
      assertThat(report.at("/run/sums/failed").asInt(), is(6));
      assertThat(report.at("/course/calls").asInt(), greaterThan(35));
    }
  }

  @Test
  void marksTheLabelsOfAModelThatIsNotTrusted() throws Exception {
    try (Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config())) {
      submit(provider, EmulatorConfig.DEFAULT_KEY, "--queriesPerMinute=60", "--canaries=off");
      tables.execute(
          "UPDATE runs SET distrusted_since = started_at, stop_kind = 'DISTRUSTED',"
              + " stop_message = 'by a test'");
      awaitEnd();

      assertThat(
          tables.column("SELECT 1 FROM perspective_api_labels WHERE was_successfully_labeled"),
          is(List.of()));
      assertThat(
          tables.column("SELECT 1 FROM perspective_api_labels WHERE reason = 'model_distrusted'"),
          is(not(List.of())));
    }
  }

  @Test
  void warnsOfLabelsOfAnotherScorerThatItReplaces() throws Exception {
    try (Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config())) {
      submit(provider, EmulatorConfig.DEFAULT_KEY, "--canaries=off", "--languages=de");
      awaitEnd();
      try (StandardError err = new StandardError()) {
        submit(provider, EmulatorConfig.DEFAULT_KEY, "--canaries=off", "--languages=en");
        assertThat(
            err.text(), containsString("35 of the first 40 posts have labels of another scorer"));
      }
      awaitEnd();
    }
  }

  private static void addRepeatedPosts(FreshDatabase tables) {
    for (int i = 0; i < 4; i++) {
      tables.addPost("at://again/" + i, "what was said in post 20", null);
    }
  }

  /** The report's figures, without names, times and options. */
  private static JsonNode report(Database database) throws Exception {
    String runId = new RunReader(database).newest().orElseThrow().runId();
    Ended ended = InThisProcess.run(database, "report", "--format=json", "--output=-");
    ObjectNode report =
        (ObjectNode) new ObjectMapper().readTree(rounded(ended.out().replace(runId, "THE_RUN")));
    report.remove(List.of("writtenAt", "database"));
    ((ObjectNode) report.get("run"))
        .remove(List.of("startedAt", "lastSeenAt", "wallSeconds", "postsPerSecond", "options"));
    // Of equal scores any post may come first.
    report.findParents("score").forEach(extreme -> ((ObjectNode) extreme).remove("uri"));
    int calls = 0;
    for (JsonNode stretch : report.at("/course/stretches")) {
      calls += stretch.at("/counts/calls").asInt();
    }
    report.putObject("course").put("calls", calls);
    return report;
  }

  /** Sums of doubles depend on the order of the labels. */
  private static String rounded(String json) {
    return DOUBLE
        .matcher(json)
        .replaceAll(value -> "" + Math.round(Double.parseDouble(value.group()) * 1e9) / 1e9);
  }

  /** A worker records its last calls when it is closed. */
  private void awaitCalls(long calls) throws InterruptedException {
    RunReader runs = new RunReader(tables.database());
    while (runs.newest().orElseThrow().sums().calls() < calls) {
      Thread.sleep(50);
    }
  }

  private ExitCode submit(Emulator provider, String key, String... more) throws Exception {
    List<String> arguments = arguments(tables.database(), provider, key, more);
    arguments.add("--blockOnRun=false");
    LabelPostsOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
            .as(LabelPostsOptions.class);
    return submit(options);
  }

  private List<String> arguments(Database database, Emulator provider, String key, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(InThisProcess.optionsOf(database));
    arguments.addAll(
        List.of(
            "--endpoint=" + provider.endpoint(),
            "--apiKeyFile=" + Files.writeString(folder.resolve("key"), key),
            "--requestMode=single",
            "--queriesPerSecond=0"));
    return arguments;
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

  /** A runner that never submits; public for Beam, which makes it by reflection. */
  public static final class UnreachableCluster extends PipelineRunner<PipelineResult> {
    private UnreachableCluster() {}

    public static UnreachableCluster fromOptions(PipelineOptions options) {
      return new UnreachableCluster();
    }

    @Override
    public PipelineResult run(Pipeline pipeline) {
      throw new IllegalStateException("no cluster there");
    }
  }
}
