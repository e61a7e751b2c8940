package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.metrics.Counts;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class WorkerTest {
  private static final Answer ANSWER = ((Outcome.Answered) SCORED).answer();
  private static final Question ONE = WorkerSetup.question("One text");

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void asksEqualTextsOnceAlsoWhileTheFirstIsInFlight() throws Exception {
    CountDownLatch inFlight = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              inFlight.countDown();
              await(mayAnswer);
              return SCORED;
            });
    try (Worker worker = setup.worker(scorer)) {
      CompletableFuture<Optional<Answer>> first = worker.score(List.of(ONE)).get(ONE.textHash());
      await(inFlight);
      CompletableFuture<Optional<Answer>> second = worker.score(List.of(ONE)).get(ONE.textHash());
      mayAnswer.countDown();

      assertThat(first.get(), is(Optional.of(ANSWER)));
      assertThat(second.get(), is(Optional.of(ANSWER)));
      assertThat(scorer.asked(), hasSize(1));
      assertThat(worker.tally().take(), is(new Counts(1, 0, 0, 0, 0)));
    }
  }

  @Test
  void takesFromTheLedgerWhatWasPaidForBefore() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(10, question -> SCORED);
    try (Worker worker = setup.worker(scorer)) {
      answers(worker, WorkerSetup.questions(5));
    }
    try (Worker later = Worker.start(setup.config("run-2", scorer, 0))) {
      Map<Question, Optional<Answer>> answers = answers(later, WorkerSetup.questions(7));

      assertThat(answers.values(), everyItem(is(Optional.of(ANSWER))));
      assertThat(later.tally().take(), is(new Counts(2, 0, 0, 0, 5)));
    }
    assertThat(scorer.asked(), hasSize(7));
  }

  @Test
  void leavesItsTrafficInTheTableWhenItIsClosed() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(10, question -> SCORED);
    try (Worker worker = setup.worker(scorer)) {
      answers(worker, WorkerSetup.questions(5));
      answers(worker, WorkerSetup.questions(7));
    }
    assertThat(
        setup.tables.rows(
            """
            SELECT run_id, CAST(SUM(calls) AS BIGINT), CAST(SUM(from_ledger) AS BIGINT)
            FROM run_traffic GROUP BY run_id"""),
        contains(List.of("run-1", 7L, 5L)));
  }

  @Test
  void givesAnAnswerOnlyWhenItIsCommitted() throws Exception {
    try (Worker worker = setup.worker(new ScriptedScorer(1, question -> SCORED))) {
      for (Question question : WorkerSetup.questions(20)) {
        worker.score(List.of(question)).get(question.textHash()).get();

        assertThat(
            setup.tables.column(
                "SELECT scores FROM ledger WHERE text_hash = ?", question.textHash()),
            is(List.of("{\"SPAM\":0.25}")));
      }
    }
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
        assertThat(answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.empty())));
        assertThat(scorer.asked(), is(List.of(ONE, ONE, ONE)));
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
      assertThat(answers(worker, questions).values(), everyItem(is(Optional.of(ANSWER))));
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
      assertThat(answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.of(ANSWER))));
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
      assertThat(answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.empty())));
    }
    assertThat(scorer.asked(), hasSize(WorkerSetup.MAX_ATTEMPTS));
  }

  @Test
  void failsATextThatIsRejectedWhenOthersWereScored() throws Exception {
    ScriptedScorer scorer =
        new ScriptedScorer(
            1, question -> question.equals(ONE) ? new Outcome.Rejected("why not") : SCORED);
    try (Worker worker = setup.worker(scorer)) {
      answers(worker, WorkerSetup.questions(1));

      assertThat(
          answers(worker, List.of(ONE)),
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
            answers(worker, questions.subList(i, i + 1)).values(), contains(Optional.empty()));
        assertThat(worker.stopSign().isSet(), is(false));
      }
      answers(worker, questions.subList(9, 20));

      assertThat(worker.stopSign().get(), is(Optional.of(new Stop(Stop.Kind.REFUSED, "why not"))));
    }
    assertThat(setup.tables.column("SELECT COUNT(*) FROM ledger"), is(List.of(0L)));
  }

  @Test
  void stopsWhenTheProviderRefusesUs() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(1, question -> new Outcome.Refused("no such key"));
    try (Worker worker = setup.worker(scorer)) {
      assertThat(answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.empty())));
      assertThat(
          worker.stopSign().get(), is(Optional.of(new Stop(Stop.Kind.REFUSED, "no such key"))));
      int asked = scorer.asked().size();

      answers(worker, WorkerSetup.questions(5));

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
      assertThat(answers(worker, List.of(ONE)), is(Map.of(ONE, Optional.empty())));
      assertThat(worker.stopSign().get().orElseThrow().kind(), is(Stop.Kind.DATABASE));
    }
  }

  @Test
  @Timeout(60)
  void keepsAnsweringWhatIsInFlightWhenTheOneWhoAskedIsInterrupted() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              await(mayAnswer);
              return SCORED;
            });
    List<Question> questions = WorkerSetup.questions(WorkerSetup.MAX_IN_FLIGHT);
    try (Worker worker = setup.worker(scorer)) {
      FutureTask<?> waitsForRoom =
          new FutureTask<>(() -> worker.score(WorkerSetup.questions(questions.size() + 1)));
      Thread asking = new Thread(waitsForRoom);
      asking.start();
      while (scorer.asked().size() < questions.size()) {
        Thread.sleep(5);
      }
      asking.interrupt();
      assertThrows(ExecutionException.class, waitsForRoom::get);

      Collection<CompletableFuture<Optional<Answer>>> again = worker.score(questions).values();
      mayAnswer.countDown();

      for (CompletableFuture<Optional<Answer>> answer : again) {
        assertThat(answer.get(), is(Optional.of(ANSWER)));
      }
    }
    assertThat(scorer.asked(), hasSize(questions.size()));
  }

  @Test
  void sendsNoMoreQueriesThanAllowedOverAllThreads() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(3, question -> SCORED);
    List<Question> questions = WorkerSetup.questions(60);
    try (Worker worker = Worker.start(setup.config("run-1", scorer, 25))) {
      Map<Question, Optional<Answer>> answers = answers(worker, questions);

      assertThat(answers.values().stream().filter(Optional::isPresent).count(), is(25L));
      assertThat(answers.keySet(), is(Set.copyOf(questions)));
      assertThat(
          worker.stopSign().get(),
          is(Optional.of(new Stop(Stop.Kind.ASKED, "--maxQueries=25 are sent"))));
    }
    assertThat(scorer.asked(), hasSize(25));
  }

  @Test
  void isSharedByAllWhoHoldTheSameConfiguration() {
    WorkerConfig config = setup.config("run-1", new ScriptedScorer(1, question -> SCORED), 0);

    Worker first = Workers.acquire(config);
    Worker second = Workers.acquire(config);
    Workers.release(config);
    Worker third = Workers.acquire(config);
    Workers.release(config);
    Workers.release(config);
    Worker fourth = Workers.acquire(config);
    Workers.release(config);

    assertThat(
        List.of(second == first, third == first, fourth == first), contains(true, true, false));
  }

  /** Asks all at once and waits for all. */
  private static Map<Question, Optional<Answer>> answers(Worker worker, List<Question> questions)
      throws Exception {
    Map<String, CompletableFuture<Optional<Answer>>> coming =
        worker.score(new ArrayList<>(questions));
    Map<Question, Optional<Answer>> answers = new HashMap<>();
    for (Question question : questions) {
      answers.put(question, coming.get(question.textHash()).get());
    }
    return answers;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
