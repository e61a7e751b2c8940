package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.selection.DistrustedAnswers;
import org.postlabel.testing.Engine;
import org.postlabel.testing.LabelledPosts;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class ProviderHealthTest {
  @Parameter private Engine engine;
  private WorkerSetup setup;
  private StopSign stopSign;
  private ThrottledWatch unwatched;
  private Outcome harmless;
  private ScriptedScorer scorer;
  private Worker worker;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
    stopSign = new StopSign(setup.tables.database(), "run-1");
    harmless = Outcome.TryLater.because("HTTP 503", null);
    scorer = new ScriptedScorer(1, question -> harmless);
    worker = setup.worker(scorer);
    unwatched = new ThrottledWatch(stopSign, Duration.ofHours(1), InstantSource.system());
  }

  @AfterEach
  void close() {
    worker.close();
    stopSign.close();
    setup.close();
  }

  @Test
  void stopsTheRunAfterTenFailuresInARow() {
    ProviderHealth health = health(true);
    failTimes(health, 9);
    assertThat(stopSign.isSet(), is(false));

    failTimes(health, 1);

    assertThat(
        stopSign.get(),
        is(
            Optional.of(
                new Stop(
                    Stop.Kind.OUTAGE,
                    "the provider is down (HTTP 503); run again later, nothing paid for is"
                        + " lost"))));
  }

  @Test
  void goesOnWhenATextThatCannotBeAtFaultIsAnswered() {
    harmless = ScriptedScorer.SCORED;
    ProviderHealth health = health(true);

    failTimes(health, 10);
    assertThat(scorer.asked().size(), is(1));
    assertThat(stopSign.isSet(), is(false));

    harmless = Outcome.TryLater.noProvider("no answer in time");
    failTimes(health, 10);
    assertThat(scorer.asked().size(), is(2));
    assertThat(stopSign.isSet(), is(true));
  }

  @Test
  void takesARefusalForTheTextsOnlyWhenAnotherIsAnswered() {
    harmless = ScriptedScorer.SCORED;
    assertThat(health(false).isTextRefused("HTTP 403"), is(true));
    assertThat(stopSign.isSet(), is(false));

    harmless = new Outcome.Refused("HTTP 403");
    assertThat(health(true).isTextRefused("HTTP 403"), is(false));
    assertThat(stopSign.get(), is(Optional.of(new Stop(Stop.Kind.REFUSED, "HTTP 403"))));
  }

  @Test
  void toleratesAFlakyProvider() {
    ProviderHealth health = health(true);
    for (int i = 0; i < 50; i++) {
      health.answered();
      failTimes(health, 4);
    }
    assertThat(stopSign.isSet(), is(false));
  }

  @Test
  void takesARejectionForTheTextsOnlyWhenAnotherWasScored() {
    ProviderHealth health = health(false);

    assertThat(health.isTextAtFault("why not"), is(false));
    health.scored();
    assertThat(health.isTextAtFault("why not"), is(true));
    assertThat(health(true).isTextAtFault("why not"), is(true));
    assertThat(stopSign.isSet(), is(false));
  }

  @Test
  void distrustsWhatWasKeptSinceTheTimeThatTheScorerNames() throws Exception {
    Instant now = Instant.now();
    add("before", now.minusSeconds(120));
    add("after", now.minusSeconds(30));
    harmless = new Outcome.Distrusted("another model", now.minusSeconds(60));

    WorkerSetup.answers(worker, WorkerSetup.questions(1));
    DistrustedAnswers.mark(setup.tables.database(), PerspectiveLabels.TABLE, "run-1");

    assertThat(
        setup.tables.rows("SELECT text_hash, scorer_id FROM ledger ORDER BY answered_at"),
        contains(
            List.of("hash of before", "scorer"),
            List.of("hash of after", "scorer distrusted in run-1")));
    assertThat(
        setup
            .tables
            .rows("SELECT uri, reason, prob_toxic FROM perspective_api_labels ORDER BY uri DESC")
            .toString(),
        is("[[at://before, null, 0.5], [at://after, model_distrusted, null]]"));
  }

  @Test
  void distrustsTheWholeRunWhenTheScorerNamesNoTime() throws Exception {
    add("long before", Instant.now().minusSeconds(7200));
    harmless = new Outcome.Distrusted("no post in the prompt");

    WorkerSetup.answers(worker, WorkerSetup.questions(1));
    DistrustedAnswers.mark(setup.tables.database(), PerspectiveLabels.TABLE, "run-1");

    assertThat(
        setup.tables.column("SELECT scorer_id FROM ledger"),
        contains("scorer distrusted in run-1"));
  }

  /** An answer of the run, and the label that was made of it. */
  private void add(String name, Instant answeredAt) {
    new LabelledPosts(setup.tables.database()).addLabel("at://" + name, "text", 0.5);
    setup.tables.execute(
        "UPDATE perspective_api_labels SET text_hash = ? WHERE uri = ?",
        "hash of " + name,
        "at://" + name);
    setup.tables.execute(
        """
        INSERT INTO ledger (scorer_id, text_hash, scores, answered_at, run_id)
        VALUES ('scorer', ?, '{}', ?, 'run-1')\
        """,
        "hash of " + name,
        setup.tables.dialect().timestamp(answeredAt));
  }

  private ProviderHealth health(boolean hasEverScored) {
    return new ProviderHealth(stopSign, unwatched, () -> hasEverScored, worker.check());
  }

  private static void failTimes(ProviderHealth health, int times) {
    for (int i = 0; i < times; i++) {
      health.failed("HTTP 503");
    }
  }
}
