package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.database.Database;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** Which run before the next is dead. */
@OnBothDatabases
class ClaimTest {
  /** No test waits for so long. */
  private static final Duration LONG = Duration.ofMinutes(5);

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;
  private BegunRuns runs;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
    runs = new BegunRuns(tables);
  }

  @Test
  void isRefusedWhileARunElsewhereBeats() {
    runs.addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(20));

    assertThat(runs.refusal().startsWith("run run-1 (elsewhere/1) has been"), is(true));
  }

  @Test
  void marksARunAsDiedThatGivesNoHeartbeat() throws Exception {
    Instant heartbeat = Instant.now().minusSeconds(40).truncatedTo(ChronoUnit.SECONDS);
    runs.addRun("run-1", "elsewhere/1", heartbeat);

    Run next = runs.begin("scorer-1");
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
    runs.addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(40));
    CompletableFuture<String> refused = CompletableFuture.supplyAsync(() -> runs.refusal(LONG));
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
    runs.addRun("run-1", "elsewhere/1", Instant.now().plusSeconds(600 - 40));

    try (Run run = BegunRuns.beginIn(ahead, "scorer-1", Duration.ZERO)) {
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
    runs.addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(40));
    CompletableFuture<String> refused;
    Thread living = new Thread(new RunRow(tables.database(), "run-1")::beat);
    try (Connection filling = tables.database().connect();
        Statement lock = filling.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");
      living.start();
      refused = CompletableFuture.supplyAsync(() -> runs.refusal(Duration.ofSeconds(2)));
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
    runs.addRun("run-1", holder, Instant.now());

    runs.begin("scorer-1", LONG).close();

    assertThat(
        tables.column("SELECT status FROM runs WHERE run_id = 'run-1'"), is(List.of("died")));
  }

  @Test
  void takesNoOtherProcessForTheOneThatHadItsNumber() throws Exception {
    Holder ours = Holder.thisProcess();
    String earlier = ours.processOrNull().replaceFirst("[^/]*$", "1");
    runs.addRun("run-1", new Holder(ours.host(), ours.processId(), earlier), Instant.now());

    runs.begin("scorer-1", LONG).close();

    assertThat(
        tables.column("SELECT status FROM runs WHERE run_id = 'run-1'"), is(List.of("died")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"another-boot/pid:[1]/1", ""})
  void concludesNothingFromANumberOfAnotherNamespaceOrOfAnOlderVersion(String process)
      throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    runs.addRun(
        "run-1",
        new Holder(Holder.thisProcess().host(), gone.pid(), process.isEmpty() ? null : process),
        Instant.now());

    assertThat(runs.refusal(LONG), startsWith("run run-1 ("));
  }
}
