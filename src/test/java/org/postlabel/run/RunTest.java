package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.database.Database;
import org.postlabel.run.Funnel.Calls;
import org.postlabel.selection.WorkList;
import org.postlabel.selection.source.PostSource;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class RunTest {
  /** No test waits for so long. */
  private static final Duration LONG = Duration.ofMinutes(5);

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
  }

  @Test
  void isARowThatSaysWhatRuns() throws Exception {
    try (Run run = begin("scorer-1")) {
      assertThat(run.id().matches("\\d{8}-\\d{6}-[0-9a-f]{4}"), is(true));
      assertThat(
          tables.rows("SELECT run_id, scorer_id, status, holder, tool_version, options FROM runs"),
          contains(
              List.of(
                  run.id(), "scorer-1", "running", Holder.thisProcess().toString(), "0.1", "{}")));
    }
  }

  @Test
  void isRefusedWhileAnotherRunOfItsScorerLives() throws Exception {
    try (Run run = begin("scorer-1")) {
      tables.execute(
          "UPDATE runs SET started_at = ?",
          tables.dialect().timestamp(Instant.parse("2026-01-02T03:04:05.678Z")));

      assertThat(
          refusal(),
          is(
              ("run %s (%s) has been labelling this database since 2026-01-02-03:04:05 UTC;"
                      + " wait for it, or stop it")
                  .formatted(run.id(), Holder.thisProcess())));
      begin("scorer-2").close();
    }
  }

  @Test
  void isRefusedWhileARunOfAnotherScorerWritesToItsTable() throws Exception {
    try (Run run = beginOn("labels_a", "scorer-1")) {
      tables.execute(
          "UPDATE runs SET started_at = ?",
          tables.dialect().timestamp(Instant.parse("2026-01-02T03:04:05.678Z")));

      assertThat(
          assertThrows(RunInProgressException.class, () -> beginOn("labels_a", "scorer-2"))
              .getMessage(),
          is(
              ("run %s (%s) of scorer-1 has been writing to labels_a since 2026-01-02-03:04:05"
                      + " UTC; wait for it, stop it, or write to another table with --labelsTable")
                  .formatted(run.id(), Holder.thisProcess())));
      beginOn("labels_b", "scorer-2").close();
      run.finish("done");
    }
    beginOn("labels_a", "scorer-3").close();
  }

  @Test
  void marksBothRunsInItsPlaceAsDied() throws Exception {
    addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(40));
    tables.execute("UPDATE runs SET labels_table = 'labels_a'");
    tables.execute("UPDATE runs SET scorer_id = 'scorer-2', run_id = 'run-2'");
    tables.execute("DELETE FROM run_posts");
    tables.execute("DELETE FROM posts");
    addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(40));

    beginOn("labels_a", "scorer-1").close();

    assertThat(
        tables.column("SELECT run_id FROM runs WHERE status = 'died' ORDER BY run_id"),
        is(List.of("run-1", "run-2")));
  }

  @Test
  void isRefusedWhileARunElsewhereBeats() {
    addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(20));

    assertThat(refusal().startsWith("run run-1 (elsewhere/1) has been"), is(true));
  }

  @Test
  void marksARunAsDiedThatGivesNoHeartbeat() throws Exception {
    Instant heartbeat = Instant.now().minusSeconds(40).truncatedTo(ChronoUnit.SECONDS);
    addRun("run-1", "elsewhere/1", heartbeat);

    Run next = begin("scorer-1");
    next.close();

    assertThat(
        tables.rows("SELECT status, finished_at, stop_kind FROM runs WHERE run_id = 'run-1'"),
        contains(List.of("died", tables.dialect().timestamp(heartbeat), "LOST")));
    assertThat(
        tables.column("SELECT stop_message FROM runs WHERE run_id = 'run-1'").toString(),
        containsString("the run " + next.id() + " has begun in its place"));
    assertThat(tables.rows("SELECT * FROM run_posts"), is(List.of()));
  }

  @Test
  void leavesARunItsRowWhoseHeartbeatOnlyCameLate() throws Exception {
    addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(40));
    CompletableFuture<String> refused = CompletableFuture.supplyAsync(() -> refusal(LONG));
    Thread.sleep(500);
    assertThat(refused.isDone(), is(false));

    new RunRow(tables.database(), "run-1").beat();

    assertThat(refused.get(), startsWith("run run-1 (elsewhere/1) has been"));
  }

  @Test
  void livesByTheDatabasesClock() throws Exception {
    assumeTrue(engine == Engine.POSTGRESQL, "the clock of SQLite is ours");
    tables.execute("CREATE SCHEMA ahead");
    tables.execute(
        "CREATE FUNCTION ahead.clock_timestamp() RETURNS TIMESTAMPTZ LANGUAGE SQL VOLATILE AS"
            + " 'SELECT pg_catalog.clock_timestamp() + INTERVAL ''10 minutes'''");
    Database ours = tables.database();
    Database ahead =
        new Database(
            ours.url() + "?currentSchema=ahead,public,pg_catalog",
            ours.usernameOrNull(),
            ours.passwordFileOrNull(),
            null);
    addRun("run-1", "elsewhere/1", Instant.now().plusSeconds(600 - 40));

    try (Run run = beginIn(ahead, "scorer-1", Duration.ZERO)) {
      assertThat(
          tables.column("SELECT run_id FROM runs WHERE status = 'died'"), is(List.of("run-1")));
      assertThat(
          tables.column(
              "SELECT run_id FROM runs WHERE LEAST(started_at, heartbeat_at)"
                  + " > pg_catalog.clock_timestamp() + INTERVAL '9 minutes'"),
          is(List.of(run.id())));
    } finally {
      ahead.closePool();
    }
  }

  @Test
  void countsNoSilenceWhileAnotherTransactionHoldsTheDatabase() throws Exception {
    assumeTrue(engine == Engine.SQLITE, "it has one writer at a time");
    addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(40));
    CompletableFuture<String> refused;
    Thread living = new Thread(new RunRow(tables.database(), "run-1")::beat);
    try (Connection filling = tables.database().connect();
        Statement lock = filling.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");
      living.start();
      refused = CompletableFuture.supplyAsync(() -> refusal(Duration.ofSeconds(2)));
      Thread.sleep(4_000);
      lock.execute("COMMIT");
    }

    assertThat(refused.get(), startsWith("run run-1 (elsewhere/1) has been"));
    living.join();
  }

  @Test
  void marksARunAsDiedWhoseProcessHasEnded() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    Holder holder = Holder.of(process.pid());
    process.destroyForcibly().waitFor();
    addRun("run-1", holder, Instant.now());

    begin("scorer-1", LONG).close();

    assertThat(
        tables.column("SELECT status FROM runs WHERE run_id = 'run-1'"), is(List.of("died")));
  }

  @Test
  void takesNoOtherProcessForTheOneThatHadItsNumber() throws Exception {
    Holder ours = Holder.thisProcess();
    String earlier = ours.processOrNull().replaceFirst("[^/]*$", "1");
    addRun("run-1", new Holder(ours.host(), ours.processId(), earlier), Instant.now());

    begin("scorer-1", LONG).close();

    assertThat(
        tables.column("SELECT status FROM runs WHERE run_id = 'run-1'"), is(List.of("died")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"another-boot/pid:[1]/1", ""})
  void concludesNothingFromANumberOfAnotherNamespaceOrOfAnOlderVersion(String process)
      throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    addRun(
        "run-1",
        new Holder(Holder.thisProcess().host(), gone.pid(), process.isEmpty() ? null : process),
        Instant.now());

    assertThat(refusal(LONG), startsWith("run run-1 ("));
  }

  @Test
  void leavesTheRowAloneThatItHasLost() throws Exception {
    tables.addPost("at://1", "Text", null);
    try (Run lost = begin("scorer-1")) {
      tables.execute("UPDATE runs SET status = 'died'");
      tables.execute("INSERT INTO run_posts (run_id, position, uri) VALUES (?, 1, 'x')", lost.id());
      List<List<Object>> row = tables.rows("SELECT * FROM runs");

      assertThat(lost.isOwned(), is(false));
      lost.record(Funnel.of(new Funnel.Labelled(7, Map.of())));
      assertThat(lost.finish("done"), is(false));

      assertThat(tables.rows("SELECT * FROM runs"), is(row));
      assertThat(tables.rows("SELECT * FROM run_posts"), hasSize(1));
    }
  }

  @Test
  void beginsOnceHoweverManyBeginTogether() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Run>> beginners = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      beginners.add(() -> begin("scorer-1"));
    }
    int begun = 0;
    try {
      for (Future<Run> run : threads.invokeAll(beginners)) {
        try {
          run.get().close();
          begun++;
        } catch (ExecutionException e) {
          assertThat(e.getCause() instanceof RunInProgressException, is(true));
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(begun, is(1));
    assertThat(tables.rows("SELECT * FROM runs"), hasSize(1));
  }

  @Test
  void letsTheNextBeginWhenItIsFinished() throws Exception {
    tables.addPost("at://1", "Text", null);
    try (Run run = begin("scorer-1")) {
      new WorkList(tables.database(), PostSource.OURS, "perspective_api_labels", run.id())
          .fill(new WorkList.Selection("scorer-1", false, false, 0));
      assertThat(tables.rows("SELECT * FROM run_posts"), hasSize(1));

      assertThat(run.finish("stopped"), is(true));

      assertThat(tables.column("SELECT status FROM runs"), is(List.of("stopped")));
      assertThat(
          tables.column("SELECT COUNT(*) FROM runs WHERE finished_at >= started_at"),
          is(List.of(1L)));
      assertThat(tables.rows("SELECT * FROM run_posts"), is(List.of()));
    }
    begin("scorer-1").close();
  }

  @Test
  void keepsItsSums() throws Exception {
    try (Run run = begin("scorer-1")) {
      run.record(
          new Funnel(
              100,
              99,
              98,
              50,
              Map.of("text_too_short", 30L, "no_scores", 4L),
              15,
              new Calls(70, 7, 3, 20)));

      assertThat(
          tables.rows(
              "SELECT posts, posts_read, metadata_new, labelled, failed, left_for_later,"
                  + " from_ledger, calls, retries FROM runs"),
          contains(List.of(100L, 99L, 98L, 50L, 34L, 15L, 20L, 70L, 7L)));
    }
  }

  private Run begin(String scorerId) throws RunInProgressException, InterruptedException {
    return begin(scorerId, Duration.ZERO);
  }

  private Run begin(String scorerId, Duration patience)
      throws RunInProgressException, InterruptedException {
    return beginIn(tables.database(), scorerId, patience);
  }

  private static Run beginIn(Database database, String scorerId, Duration patience)
      throws RunInProgressException, InterruptedException {
    return Run.begin(
        database, work(scorerId, "labels_of_" + scorerId), Holder.thisProcess(), patience);
  }

  private Run beginOn(String labels, String scorerId)
      throws RunInProgressException, InterruptedException {
    return Run.begin(
        tables.database(), work(scorerId, labels), Holder.thisProcess(), Duration.ZERO);
  }

  private static Run.Work work(String scorerId, String labels) {
    return new Run.Work("kind", scorerId, labels, "0.1", "{}");
  }

  private String refusal() {
    return refusal(Duration.ZERO);
  }

  private String refusal(Duration patience) {
    return assertThrows(RunInProgressException.class, () -> begin("scorer-1", patience))
        .getMessage();
  }

  private void addRun(String runId, String holder, Instant heartbeat) {
    addRun(runId, Holder.parse(holder, null), heartbeat);
  }

  private void addRun(String runId, Holder holder, Instant heartbeat) {
    tables.addPost("at://1", "Text", null);
    tables.addRun(runId, "scorer-1");
    tables.execute(
        "UPDATE runs SET holder = ?, holder_process = ?, heartbeat_at = ?",
        holder.toString(),
        holder.processOrNull(),
        tables.dialect().timestamp(heartbeat));
  }
}
