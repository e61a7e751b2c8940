package org.postlabel.scoring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.metrics.Counts;
import org.postlabel.post.Answer;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class WorkerTest {
  private static final Answer ANSWER = ((Outcome.Answered) SCORED).answer();

  private static final Set<String> THREADS =
      Set.of(
          "postlabel-heartbeat",
          "postlabel-ledger",
          "postlabel-stop-sign",
          "postlabel-throttled",
          "postlabel-traffic");

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void takesFromTheLedgerWhatWasPaidForBefore() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(10, question -> SCORED);
    try (Worker worker = setup.worker(scorer)) {
      WorkerSetup.answers(worker, WorkerSetup.questions(5));
    }
    try (Worker later = new Worker(setup.config("run-2", scorer, 0))) {
      Map<Question, Optional<Answer>> answers =
          WorkerSetup.answers(later, WorkerSetup.questions(7));

      assertThat(answers.values(), everyItem(is(Optional.of(ANSWER))));
      assertThat(later.tally().take(), is(new Counts(2, 0, 0, 0, 5)));
    }
    assertThat(scorer.asked(), hasSize(7));
  }

  @Test
  void leavesItsTrafficInTheTableWhenItIsClosed() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(10, question -> SCORED);
    try (Worker worker = setup.worker(scorer)) {
      WorkerSetup.answers(worker, WorkerSetup.questions(5));
      WorkerSetup.answers(worker, WorkerSetup.questions(7));
    }
    assertThat(
        setup.tables.rows(
            """
            SELECT run_id, CAST(SUM(calls) AS BIGINT), CAST(SUM(from_ledger) AS BIGINT)
            FROM run_traffic GROUP BY run_id\
            """),
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
  void endsSoonAfterAStopWhateverTheProviderDoes() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Question known = WorkerSetup.question("answered before");
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              if (!question.equals(known)) {
                asked.countDown();
                WorkerSetup.await(never);
              }
              return SCORED;
            });
    try (Worker worker = setup.worker(scorer)) {
      WorkerSetup.answers(worker, List.of(known));
      var coming = worker.score(WorkerSetup.questions(3));
      asked.await();

      worker.stopWithin(Duration.ofMillis(1), new Stop(Stop.Kind.ASKED, "asked"));

      for (CompletableFuture<Optional<Answer>> answer : coming.values()) {
        assertThat(answer.get(30, SECONDS), is(Optional.empty()));
      }
      assertThat(
          setup.tables.column("SELECT text_hash FROM ledger"), is(List.of(known.textHash())));
    } finally {
      never.countDown();
    }
  }

  @Test
  @Timeout(30)
  void keepsTheAnswersOfRequestsInFlightWhenAPipelineFailed() throws Exception {
    CountDownLatch asked = new CountDownLatch(3);
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              asked.countDown();
              try {
                Thread.sleep(500);
              } catch (InterruptedException e) {
                throw new IllegalStateException("the answer is lost", e);
              }
              return SCORED;
            });
    try (Worker worker = setup.worker(scorer)) {
      worker.score(WorkerSetup.questions(3));
      asked.await();
      worker.stopSign().set(new Stop(Stop.Kind.FAILED, "by a test"));
    }

    assertThat(setup.tables.column("SELECT text_hash FROM ledger"), hasSize(3));
  }

  @Test
  @Timeout(30)
  void leavesNoThreadWhenItCannotBeStarted() throws Exception {
    Set<Thread> before = threads();
    ScriptedScorer scorer = new ScriptedScorer(1, question -> SCORED);
    setup.tables.execute("ALTER TABLE quota RENAME TO away");

    assertThrows(JdbiException.class, () -> setup.worker(scorer));

    assertThat(scorer.closed.get(), is(1));
    awaitNoneBut(before);
  }

  @Test
  @Timeout(30)
  void leavesNoThreadWhenItsScorerCannotBeClosed() throws Exception {
    Set<Thread> before = threads();
    ScriptedScorer scorer = new ScriptedScorer(1, question -> SCORED);
    Worker worker = setup.worker(scorer);
    scorer.closed.set(Integer.MIN_VALUE);

    assertThrows(IllegalStateException.class, worker::close);

    awaitNoneBut(before);
  }

  private static void awaitNoneBut(Set<Thread> before) throws InterruptedException {
    while (!before.containsAll(threads())) {
      Thread.sleep(20);
    }
  }

  /** The live ones of workers. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> THREADS.contains(thread.getName()))
        .collect(toSet());
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
}
