package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
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
  private BegunRuns runs;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
    runs = new BegunRuns(tables);
  }

  @Test
  void isARowThatSaysWhatRuns() throws Exception {
    try (Run run = runs.begin("scorer-1")) {
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
    try (Run run = runs.begin("scorer-1")) {
      tables.execute(
          "UPDATE runs SET started_at = ?",
          tables.dialect().timestamp(Instant.parse("2026-01-02T03:04:05.678Z")));

      assertThat(
          runs.refusal(),
          is(
              ("run %s (%s) has been labelling this database since 2026-01-02-03:04:05 UTC;"
                      + " wait for it, or stop it")
                  .formatted(run.id(), Holder.thisProcess())));
      runs.begin("scorer-2").close();
    }
  }

  @Test
  void isRefusedWhileARunOfAnotherScorerWritesToItsTable() throws Exception {
    try (Run run = runs.beginOn("labels_a", "scorer-1")) {
      tables.execute(
          "UPDATE runs SET started_at = ?",
          tables.dialect().timestamp(Instant.parse("2026-01-02T03:04:05.678Z")));

      assertThat(
          assertThrows(RunInProgressException.class, () -> runs.beginOn("labels_a", "scorer-2"))
              .getMessage(),
          is(
              ("run %s (%s) of scorer-1 has been writing to labels_a since 2026-01-02-03:04:05"
                      + " UTC; wait for it, stop it, or write to another table with --labelsTable")
                  .formatted(run.id(), Holder.thisProcess())));
      runs.beginOn("labels_b", "scorer-2").close();
      run.finish("done");
    }
    runs.beginOn("labels_a", "scorer-3").close();
  }

  @Test
  void marksBothRunsInItsPlaceAsDied() throws Exception {
    runs.addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(40));
    tables.execute("UPDATE runs SET labels_table = 'labels_a'");
    tables.execute("UPDATE runs SET scorer_id = 'scorer-2', run_id = 'run-2'");
    tables.execute("DELETE FROM run_posts");
    tables.execute("DELETE FROM posts");
    runs.addRun("run-1", "elsewhere/1", Instant.now().minusSeconds(40));

    runs.beginOn("labels_a", "scorer-1").close();

    assertThat(
        tables.column("SELECT run_id FROM runs WHERE status = 'died' ORDER BY run_id"),
        is(List.of("run-1", "run-2")));
  }

  @Test
  void leavesTheRowAloneThatItHasLost() throws Exception {
    tables.addPost("at://1", "Text", null);
    try (Run lost = runs.begin("scorer-1")) {
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
      beginners.add(() -> runs.begin("scorer-1"));
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
    try (Run run = runs.begin("scorer-1")) {
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
    runs.begin("scorer-1").close();
  }

  @Test
  void keepsItsSums() throws Exception {
    try (Run run = runs.begin("scorer-1")) {
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
}
