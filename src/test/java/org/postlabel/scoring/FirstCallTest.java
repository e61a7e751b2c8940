package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.metrics.Counts;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class FirstCallTest {
  private static final List<Question> QUESTIONS = WorkerSetup.questions(3);
  private static final List<List<Question>> PORTIONS =
      List.of(List.of(), QUESTIONS.subList(0, 2), QUESTIONS.subList(2, 3));

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;
  private ScriptedScorer scorer;

  private boolean hasAsked;

  /** What the sign said at the end. */
  private Optional<Stop> stop;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void keepsTheAnswerLikeAnyOther() throws InterruptedException {
    assertThat(make(question -> SCORED), is(new Counts(1, 0, 0, 0, 0)));

    assertThat(scorer.asked(), is(QUESTIONS.subList(0, 1)));
    assertThat(stop, is(Optional.empty()));
    assertThat(
        setup.tables.column("SELECT text_hash FROM ledger"),
        is(List.of(QUESTIONS.get(0).textHash())));
  }

  @Test
  void asksTheFirstTextThatTheLedgerDoesNotKnow() throws InterruptedException {
    make(question -> SCORED);
    make(question -> SCORED);
    assertThat(scorer.asked(), is(QUESTIONS.subList(1, 2)));
    make(question -> SCORED);
    assertThat(scorer.asked(), is(QUESTIONS.subList(2, 3)));
    assertThat(hasAsked, is(true));

    assertThat(make(question -> SCORED), is(Counts.NONE));
    assertThat(hasAsked, is(false));
    assertThat(scorer.asked(), is(List.of()));
  }

  @Test
  void stopsTheRunWhenTheProviderRefusesUs() throws InterruptedException {
    assertThat(make(question -> new Outcome.Refused("no such key")), is(new Counts(2, 0, 0, 2, 0)));

    assertThat(stop, is(Optional.of(new Stop(Stop.Kind.REFUSED, "no such key"))));
  }

  @Test
  void stopsTheRunForAnUnknownStatusWhereNothingWasScored() throws InterruptedException {
    make(question -> Outcome.Refused.unexpected("unexpected HTTP 418"));

    assertThat(stop, is(Optional.of(new Stop(Stop.Kind.REFUSED, "unexpected HTTP 418"))));
  }

  @Test
  void stopsTheRunWithoutAConnection() throws InterruptedException {
    assertThat(
        make(question -> Outcome.TryLater.noProvider("no connection")),
        is(new Counts(3, 0, 0, 3, 0)));

    assertThat(
        stop,
        is(
            Optional.of(
                new Stop(
                    Stop.Kind.REFUSED,
                    "the endpoint cannot be used: no connection; is its URL right?"))));
  }

  @Test
  void goesOnWhenOnlyItsTextFails() throws InterruptedException {
    for (Outcome failure :
        List.of(
            Outcome.TryLater.because("HTTP 500", null),
            Outcome.TryLater.noProvider("no answer in time"),
            new Outcome.Refused("HTTP 403"),
            Outcome.Refused.unexpected("HTTP 451"))) {
      Question first = QUESTIONS.get(0);
      make(question -> question.equals(first) ? failure : SCORED);

      assertThat(scorer.asked().size(), is(2));
      assertThat(scorer.asked().get(0), is(first));
      assertThat(stop, is(Optional.empty()));
    }
    assertThat(
        "an old answer of the other text would prove nothing",
        setup.tables.column("SELECT text_hash FROM ledger"),
        is(List.of()));
  }

  @Test
  void putsTheRunOffWhenTheProviderIsDown() throws InterruptedException {
    make(question -> Outcome.TryLater.because("HTTP 503", null));

    assertThat(
        stop,
        is(
            Optional.of(
                new Stop(Stop.Kind.OUTAGE, "the provider is down (HTTP 503); run again later"))));
  }

  @Test
  void putsTheRunOffForAnUnknownStatusWhereTextsWereScoredBefore() throws InterruptedException {
    make(question -> SCORED);
    make(question -> Outcome.Refused.unexpected("unexpected HTTP 418"));

    assertThat(
        stop,
        is(
            Optional.of(
                new Stop(
                    Stop.Kind.OUTAGE,
                    "the provider is down (unexpected HTTP 418); run again later"))));
  }

  @Test
  void asksAgainInTheWayThatTheScorerNames() throws InterruptedException {
    Function<Question, Outcome> script =
        question -> question.amendments().isEmpty() ? new Outcome.AskAgain(Set.of("x")) : SCORED;

    assertThat(make(script), is(new Counts(2, 1, 0, 0, 0)));
    assertThat(stop, is(Optional.empty()));
  }

  @Test
  void goesOnWhenTheProviderAnswers() throws InterruptedException {
    assertThat(
        make(question -> new Outcome.Throttled(null, OptionalDouble.empty())),
        is(new Counts(1, 0, 1, 0, 0)));
    assertThat(stop, is(Optional.empty()));
    assertThat(make(question -> new Outcome.Rejected("why not")), is(new Counts(1, 0, 0, 0, 0)));
    assertThat(stop, is(Optional.empty()));
  }

  private Counts make(Function<Question, Outcome> script) throws InterruptedException {
    scorer = new ScriptedScorer(1, script);
    try (Worker worker = setup.worker(scorer)) {
      hasAsked = new FirstCall(worker).make(PORTIONS);
      stop = worker.stopSign().get();
      return worker.tally().take();
    }
  }
}
