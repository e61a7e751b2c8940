package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.run.Funnel.Calls;
import org.postlabel.selection.WorkList;
import org.postlabel.selection.source.PostSource;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class RunTest {
  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
  }

  @Test
  void isARowThatSaysWhatRuns() throws RunInProgressException {
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
  void isRefusedWhileAnotherRunOfItsScorerLives() throws RunInProgressException {
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
  void isRefusedWhileARunElsewhereBeats() {
    addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(20));

    assertThat(refusal().startsWith("run run-1 (elsewhere/1) has been"), is(true));
  }

  @Test
  void buriesARunWhoseHeartHasStopped() throws RunInProgressException {
    Instant heartbeat = Instant.now().minusSeconds(40).truncatedTo(ChronoUnit.SECONDS);
    addRun("run-1", "elsewhere/1", heartbeat);

    begin("scorer-1").close();

    assertThat(
        tables.rows("SELECT status, finished_at FROM runs WHERE run_id = 'run-1'"),
        contains(List.of("died", tables.dialect().timestamp(heartbeat))));
    assertThat(tables.rows("SELECT * FROM run_posts"), is(List.of()));
  }

  @Test
  void buriesARunWhoseProcessIsNoMore() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    addRun("run-1", Holder.thisProcess().host() + "/" + gone.pid(), Instant.now());

    begin("scorer-1").close();

    assertThat(
        tables.column("SELECT status FROM runs WHERE run_id = 'run-1'"), is(List.of("died")));
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
  void letsTheNextBeginWhenItIsFinished() throws RunInProgressException {
    tables.addPost("at://1", "Text", null);
    try (Run run = begin("scorer-1")) {
      new WorkList(tables.database(), PostSource.OURS, "perspective_api_labels", run.id())
          .fill(new WorkList.Selection("scorer-1", false, false, 0));
      assertThat(tables.rows("SELECT * FROM run_posts"), hasSize(1));

      run.finish("stopped");

      assertThat(tables.column("SELECT status FROM runs"), is(List.of("stopped")));
      assertThat(
          tables.column("SELECT COUNT(*) FROM runs WHERE finished_at >= started_at"),
          is(List.of(1L)));
      assertThat(tables.rows("SELECT * FROM run_posts"), is(List.of()));
    }
    begin("scorer-1").close();
  }

  @Test
  void keepsItsSums() throws RunInProgressException {
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

  private Run begin(String scorerId) throws RunInProgressException {
    return Run.begin(tables.database(), "kind", scorerId, "0.1", "{}", Holder.thisProcess());
  }

  private String refusal() {
    return assertThrows(RunInProgressException.class, () -> begin("scorer-1")).getMessage();
  }

  private void addRun(String runId, String holder, Instant heartbeat) {
    tables.addPost("at://1", "Text", null);
    tables.addRun(runId, "scorer-1");
    tables.execute(
        "UPDATE runs SET holder = ?, heartbeat_at = ?",
        holder,
        tables.dialect().timestamp(heartbeat));
  }
}
