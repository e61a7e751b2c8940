package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.LabelledPosts;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class ForgetCommandTest {
  private static final String LEDGER = "SELECT text_hash FROM ledger ORDER BY 1";
  private static final String LABELS = "SELECT uri FROM perspective_api_labels ORDER BY 1";

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  /** The run 'second' found the answer to 'a' in the ledger, where 'first' had put it. */
  @BeforeEach
  void addTwoRunsAndThatOfAnotherKind() {
    tables = engine.migrated();
    LabelledPosts posts = new LabelledPosts(tables.database());
    for (String runId : List.of("first", "second", "other-kind")) {
      posts.addRun(runId, "done", Instant.now());
    }
    tables.execute("UPDATE runs SET scorer_kind = 'perspective'");
    tables.execute("UPDATE runs SET scorer_kind = 'sociopolitical' WHERE run_id = 'other-kind'");
    addLabel("a1", "a", "first");
    addLabel("a2", "a", "second");
    addLabel("b1", "b", "second");
    addAnswer("scorer", "a", "first", "2026-01-31-12:00:00");
    addAnswer("scorer", "b", "second", "2026-01-31-13:00:00");
    addAnswer("scorer distrusted in second", "c", "second", "2026-01-31-13:30:00");
    addAnswer("model", "d", "other-kind", "2026-01-31-14:00:00");
  }

  @Test
  void takesBackWhatARunBoughtAndAllThatWasLabelledByIt() {
    assertThat(
        forget("--run=first", "--dryRun").out(),
        is(
            """
                       1  answers in the ledger
                       2  labels in perspective_api_labels
            would be deleted; nothing was changed
            """));
    assertThat(tables.column(LEDGER), is(List.of("a", "b", "c", "d")));

    assertThat(
        forget("--run=first").out(),
        is(
            """
                       1  answers in the ledger
                       2  labels in perspective_api_labels
            are deleted; the next ./pipeline run asks and labels again
            """));

    assertThat(tables.column(LEDGER), is(List.of("b", "c", "d")));
    assertThat(tables.column(LABELS), is(List.of("b1")));
  }

  @Test
  void takesBackTheLabelsOfARunWhoseAnswersAnotherBought() {
    forget("--run=second");

    assertThat(tables.column(LEDGER), is(List.of("a", "d")));
    assertThat(tables.column(LABELS), is(List.of("a1")));
  }

  @Test
  void takesBackWhatAScorerAnsweredWhetherDistrustedOrNot() {
    forget("--scorerId=scorer");

    assertThat(tables.column(LEDGER), is(List.of("d")));
    assertThat(tables.column(LABELS), is(List.of()));
  }

  @Test
  void takesBackWhatWasAnsweredSinceATimeByAScorerOfTheKind() {
    forget("--since=2026-01-31T13:00:00Z");

    assertThat(tables.column(LEDGER), is(List.of("a", "d")));
    assertThat(tables.column(LABELS), is(List.of("a1", "a2")));
  }

  @Test
  void leavesWhatWasBoughtForAnotherTable() {
    tables.execute("UPDATE runs SET labels_table = 'perspective_api_labels'");
    tables.execute("UPDATE runs SET labels_table = 'others' WHERE run_id = 'second'");

    forget("--since=2026-01-31T12:00:00Z");

    assertThat(tables.column(LEDGER), is(List.of("b", "c", "d")));
    assertThat("a2 was made of what first bought", tables.column(LABELS), is(List.of("b1")));
  }

  @Test
  void isOneLineWhenItIsNotSaidWhatOrThereIsNoSuchRun() {
    assertThat(
        refused(ExitCode.USAGE),
        containsString("forget needs --run, --scorerId or --since; --dryRun shows how much"));
    assertThat(
        refused(ExitCode.USAGE, "--run=third"),
        containsString("--run must be the id of a run of " + tables.database().url()));
    assertThat(refused(ExitCode.USAGE, "--since=soon"), containsString("--since must be a UTC"));
    tables.execute("UPDATE runs SET status = 'running' WHERE run_id = 'second'");
    assertThat(refused(ExitCode.RUN_AGAIN, "--run=first"), containsString("run second "));
    assertThat(tables.column(LEDGER).size(), is(4));
    assertThat(tables.column(LABELS).size(), is(3));
  }

  private String refused(ExitCode code, String... options) {
    Ended ended = run(options).exitedWith(code);
    assertThat(ended.err(), ended.err().lines().count(), is(1L));
    return ended.err();
  }

  private Ended forget(String... options) {
    return run(options).exitedWith(ExitCode.DONE);
  }

  private Ended run(String... options) {
    String[] command = new String[options.length + 1];
    command[0] = "forget";
    System.arraycopy(options, 0, command, 1, options.length);
    return InThisProcess.run(tables.database(), command);
  }

  private void addLabel(String uri, String textHash, String runId) {
    new LabelledPosts(tables.database()).addLabel(uri, "text", 0.5);
    tables.execute(
        "UPDATE perspective_api_labels SET text_hash = ?, run_id = ? WHERE uri = ?",
        textHash,
        runId,
        uri);
  }

  private void addAnswer(String scorerId, String textHash, String runId, String time) {
    tables.execute(
        """
        INSERT INTO ledger (scorer_id, text_hash, scores, answered_at, run_id)
        VALUES (?, ?, '{}', ?, ?)\
        """,
        scorerId,
        textHash,
        tables.dialect().timestamp(time),
        runId);
  }
}
