package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class RetryLoopTest {
  private static final Answer ANSWER = ((Outcome.Answered) SCORED).answer();
  private static final Question ONE = WorkerSetup.question("One text");

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void leavesATextForLaterAfterAsManyCallsAsAreAllowed() throws Exception {
    for (Outcome outcome :
        List.of(
            Outcome.TryLater.because("HTTP 503", null),
            Outcome.TryLater.noProvider("no answer in time"),
            new Outcome.Throttled(null, OptionalDouble.empty()))) {
      ScriptedScorer scorer = new ScriptedScorer(1, question -> outcome);
      try (Worker worker = setup.worker(scorer)) {
        assertThat(WorkerSetup.answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.empty())));
        assertThat(asked(scorer), is(List.of(ONE.textHash(), ONE.textHash(), ONE.textHash())));
        assertThat(worker.tally().take().retries(), is(2L));
        assertThat(worker.stopSign().isSet(), is(false));
      }
    }
    assertThat(setup.tables.column("SELECT COUNT(*) FROM ledger"), is(List.of(0L)));
  }

  @Test
  void asksAgainOnlyForWhatWasNotAnswered() throws Exception {
    List<Question> questions = WorkerSetup.questions(4);
    Set<Question> silent = new HashSet<>(questions.subList(1, 3));
    ScriptedScorer scorer =
        new ScriptedScorer(4, question -> silent.remove(question) ? null : SCORED);
    try (Worker worker = setup.worker(scorer)) {
      assertThat(
          WorkerSetup.answers(worker, questions).values(), everyItem(is(Optional.of(ANSWER))));
    }
    assertThat(scorer.requests, contains(questions, questions.subList(1, 3)));
  }

  @Test
  void asksAgainInTheWayThatTheScorerNames() throws Exception {
    Function<Question, Outcome> script =
        question ->
            question.amendments().isEmpty() ? new Outcome.AskAgain(Set.of("politely")) : SCORED;
    ScriptedScorer scorer = new ScriptedScorer(1, script);
    try (Worker worker = setup.worker(scorer)) {
      assertThat(WorkerSetup.answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.of(ANSWER))));
    }
    assertThat(scorer.asked(), is(List.of(ONE, ONE.amended(Set.of("politely")))));
  }

  @Test
  @Timeout(60)
  void leavesATextForLaterWhenTheScorerAsksForItAgainAndAgain() throws Exception {
    ScriptedScorer scorer =
        new ScriptedScorer(
            1, question -> new Outcome.AskAgain(Set.of("not " + question.amendments())));
    try (Worker worker = setup.worker(scorer)) {
      assertThat(WorkerSetup.answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.empty())));
    }
    assertThat(asked(scorer), hasSize(WorkerSetup.MAX_ATTEMPTS));
  }

  @Test
  void isolatesATextThatSpoilsItsRequests() throws Exception {
    List<Question> questions = WorkerSetup.questions(8);
    Question sick = questions.get(5);
    ScriptedScorer scorer =
        new ScriptedScorer(8, question -> SCORED).spoiltBy(sick, new Outcome.Refused("HTTP 403"));
    try (Worker worker = setup.worker(scorer)) {
      Map<Question, Optional<Answer>> answers = WorkerSetup.answers(worker, questions);

      assertThat(answers.remove(sick), is(Optional.empty()));
      assertThat(answers.values(), everyItem(is(Optional.of(ANSWER))));
      assertThat(worker.stopSign().isSet(), is(false));
    }
    assertThat(
        setup.tables.column("SELECT text_hash FROM unanswered_texts"),
        is(List.of(sick.textHash())));
  }

  @Test
  void failsATextThatIsUnansweredInThreeRunsThoughEachAsksItTwice() throws Exception {
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> question.equals(ONE) ? Outcome.TryLater.because("HTTP 500", null) : SCORED);
    for (int run = 1; run <= 3; run++) {
      setup.tables.execute("UPDATE runs SET status = 'done' WHERE scorer_id = 'scorer-1'");
      setup.tables.addRun("again-" + run, "scorer-1");
      try (Worker worker = new Worker(setup.config("again-" + run, scorer, 0))) {
        Optional<Answer> expected =
            run < 3 ? Optional.empty() : Optional.of(Answer.failed(Reason.UNANSWERABLE));
        assertThat(WorkerSetup.answers(worker, List.of(ONE)), is(Map.of(ONE, expected)));
        assertThat(WorkerSetup.answers(worker, List.of(ONE)), is(Map.of(ONE, expected)));
      }
    }
    assertThat(
        setup.tables.column("SELECT reason FROM ledger WHERE text_hash = ?", ONE.textHash()),
        is(List.of("unanswerable")));
  }

  @Test
  void failsATextThatIsRejectedWhenOthersWereScored() throws Exception {
    ScriptedScorer scorer =
        new ScriptedScorer(
            1, question -> question.equals(ONE) ? new Outcome.Rejected("why not") : SCORED);
    try (Worker worker = setup.worker(scorer)) {
      WorkerSetup.answers(worker, WorkerSetup.questions(1));

      assertThat(
          WorkerSetup.answers(worker, List.of(ONE)),
          is(Map.of(ONE, Optional.of(Answer.failed(Reason.REJECTED_BY_PROVIDER)))));
    }
    assertThat(
        setup.tables.column("SELECT reason FROM ledger WHERE text_hash = ?", ONE.textHash()),
        is(List.of("rejected_by_provider")));
  }

  @Test
  void stopsWhenAllIsRejectedBeforeAnythingWasScored() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(1, question -> new Outcome.Rejected("why not"));
    try (Worker worker = setup.worker(scorer)) {
      List<Question> questions = WorkerSetup.questions(20);
      for (int i = 0; i < 9; i++) {
        assertThat(
            WorkerSetup.answers(worker, questions.subList(i, i + 1)).values(),
            contains(Optional.empty()));
        assertThat(worker.stopSign().isSet(), is(false));
      }
      WorkerSetup.answers(worker, questions.subList(9, 20));

      assertThat(worker.stopSign().get(), is(Optional.of(new Stop(Stop.Kind.REFUSED, "why not"))));
    }
    assertThat(setup.tables.column("SELECT COUNT(*) FROM ledger"), is(List.of(0L)));
  }

  @Test
  void goesOnAfterAnUnknownStatusOfAllCallsForAWhileWhereTextsWereScoredBefore() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Outcome unknown = Outcome.Refused.unexpected("unexpected HTTP 418");
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              int call = calls.incrementAndGet();
              return call == 2 || call == 3 ? unknown : SCORED;
            });
    try (Worker worker = setup.worker(scorer)) {
      assertThat(WorkerSetup.answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.of(ANSWER))));

      assertThat(
          WorkerSetup.answers(worker, WorkerSetup.questions(3)).values(),
          everyItem(is(Optional.of(ANSWER))));
      assertThat(worker.stopSign().isSet(), is(false));
    }
  }

  @Test
  void stopsWhenTheProviderRefusesUs() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(1, question -> new Outcome.Refused("no such key"));
    try (Worker worker = setup.worker(scorer)) {
      assertThat(WorkerSetup.answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.empty())));
      assertThat(
          worker.stopSign().get(), is(Optional.of(new Stop(Stop.Kind.REFUSED, "no such key"))));
      int asked = scorer.asked().size();

      WorkerSetup.answers(worker, WorkerSetup.questions(5));

      assertThat(scorer.asked(), hasSize(asked));
    }
  }

  @Test
  void stopsWhenThePaidAnswerCannotBeKept() throws Exception {
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              setup.tables.execute("ALTER TABLE ledger RENAME TO away");
              return SCORED;
            });
    try (Worker worker = setup.worker(scorer)) {
      assertThat(WorkerSetup.answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.empty())));
      assertThat(worker.stopSign().get().orElseThrow().kind(), is(Stop.Kind.DATABASE));
    }
  }

  /** How often a text was sent, apart from the one that tells whether the provider answers. */
  private static List<String> asked(ScriptedScorer scorer) {
    String harmless = Question.about(scorer.harmlessText()).textHash();
    return scorer.asked().stream()
        .map(Question::textHash)
        .filter(textHash -> !textHash.equals(harmless))
        .toList();
  }
}
