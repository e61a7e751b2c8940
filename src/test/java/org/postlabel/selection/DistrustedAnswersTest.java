package org.postlabel.selection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.Database;
import org.postlabel.ledger.LedgerLookup;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.LabelledPosts;
import org.postlabel.testing.OnBothDatabases;

/** A run that was stopped since its answers could not be right. */
@OnBothDatabases
class DistrustedAnswersTest {
  private static final String LABELS =
      """
      SELECT uri, was_successfully_labeled, reason, prob_toxic FROM perspective_api_labels
      ORDER BY uri\
      """;

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;
  private Database database;

  @BeforeEach
  void addARunThatIsGoodAtFirst() {
    tables = engine.migrated();
    database = tables.database();
    LabelledPosts posts = new LabelledPosts(database);
    posts.addRun(LabelledPosts.RUN, "running", Instant.now());
    posts.addRun("earlier-run", "done", Instant.now());
    add("a", "2026-01-31-12:00:00", LabelledPosts.RUN);
    add("b", "2026-01-31-12:00:10", LabelledPosts.RUN);
    add("c", "2026-01-31-12:00:11", LabelledPosts.RUN);
    add("d", "2026-01-31-12:00:12", "earlier-run");
  }

  @Test
  void areFoundNeitherInTheLedgerNorAmongLabels() {
    distrust(Instant.parse("2026-01-31T12:00:10Z"));

    assertThat(
        DistrustedAnswers.mark(database, PerspectiveLabels.TABLE, LabelledPosts.RUN), is(2L));

    assertThat(
        tables.rows(LABELS).toString(),
        is(
            "[[at://a, true, null, 0.5], [at://b, false, model_distrusted, null],"
                + " [at://c, false, model_distrusted, null], [at://d, true, null, 0.5]]"));
    assertThat(known(), is(Set.of("hash of a", "hash of d")));
    assertThat(
        "what was paid for stays",
        tables.column("SELECT scores FROM ledger WHERE scorer_id LIKE 'scorer distrusted in %'"),
        is(List.of("{}", "{}")));
    assertThat(
        "the second time",
        DistrustedAnswers.mark(database, PerspectiveLabels.TABLE, LabelledPosts.RUN),
        is(0L));
  }

  @Test
  void areAllThoseOfTheRunWhenNoTimeIsKnown() {
    try (StopSign stopSign = new StopSign(database, LabelledPosts.RUN)) {
      stopSign.set(new Stop(Stop.Kind.DISTRUSTED, "no answer was a label"));
    }

    assertThat(
        DistrustedAnswers.mark(database, PerspectiveLabels.TABLE, LabelledPosts.RUN), is(3L));
    assertThat(known(), is(Set.of("hash of d")));
  }

  @Test
  void areMarkedByTheNextRunWhenTheirsHasDied() {
    distrust(Instant.parse("2026-01-31T12:00:11Z"));
    DistrustedAnswers.markEarlier(database, PerspectiveLabels.TABLE, "scorer");
    assertThat("a run in progress marks its own", known().size(), is(4));

    tables.execute("UPDATE runs SET status = 'died' WHERE run_id = ?", LabelledPosts.RUN);
    DistrustedAnswers.markEarlier(database, PerspectiveLabels.TABLE, "other scorer");
    assertThat(known().size(), is(4));
    DistrustedAnswers.markEarlier(database, PerspectiveLabels.TABLE, "scorer");

    assertThat(known(), is(Set.of("hash of a", "hash of b", "hash of d")));
  }

  @Test
  void areNoneWhereARunWasStoppedOtherwise() {
    try (StopSign stopSign = new StopSign(database, LabelledPosts.RUN)) {
      stopSign.set(new Stop(Stop.Kind.OUTAGE, "the provider is down"));
    }

    assertThat(
        DistrustedAnswers.mark(database, PerspectiveLabels.TABLE, LabelledPosts.RUN), is(0L));
    assertThat(known().size(), is(4));
  }

  private void distrust(Instant since) {
    try (StopSign stopSign = new StopSign(database, LabelledPosts.RUN)) {
      stopSign.distrust("the share has collapsed", since);
    }
  }

  private void add(String name, String time, String runId) {
    LabelledPosts posts = new LabelledPosts(database);
    posts.addLabel("at://" + name, "text of " + name, 0.5);
    tables.execute(
        "UPDATE perspective_api_labels SET text_hash = ?, run_id = ? WHERE uri = ?",
        "hash of " + name,
        runId,
        "at://" + name);
    tables.execute(
        """
        INSERT INTO ledger (scorer_id, text_hash, scores, answered_at, run_id)
        VALUES ('scorer', ?, '{}', ?, ?)\
        """,
        "hash of " + name,
        tables.dialect().timestamp(time),
        runId);
  }

  private Set<String> known() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                new LedgerLookup("scorer", null, "next-run", false)
                    .known(handle, 1, Set.of("hash of a", "hash of b", "hash of c", "hash of d")));
  }
}
