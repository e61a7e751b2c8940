package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class RequestSlotsTest {
  private static final Answer ANSWER = ((Outcome.Answered) SCORED).answer();

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  @Timeout(60)
  void answersWhatIsInFlightWhenItsBundleIsInterrupted() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              WorkerSetup.await(mayAnswer);
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
  @Timeout(60)
  void givesTheSlotsOfTextsThatWaitForTheirNextAttemptToOthers() throws Exception {
    List<Question> failing = questions("fails", WorkerSetup.MAX_IN_FLIGHT);
    List<Question> others = questions("other", 3 * WorkerSetup.MAX_IN_FLIGHT);
    ScriptedScorer scorer = new ScriptedScorer(1, RequestSlotsTest::failsFirst);
    try (Worker worker = setup.worker(scorer)) {
      var unused = worker.score(failing);

      assertThat(WorkerSetup.answers(worker, others).values(), everyItem(is(Optional.of(ANSWER))));
    }
    assertThat(
        "none of them waited for a second attempt of a text that failed",
        scorer.asked().stream().filter(failing::contains).toList(),
        hasSize(failing.size()));
  }

  @Test
  @Timeout(60)
  void asksTextsThatWaitedAgainAndNoMoreWaitThanThereAreSlots() throws Exception {
    int slots = WorkerSetup.MAX_IN_FLIGHT;
    ScriptedScorer scorer = new ScriptedScorer(1, RequestSlotsTest::failsFirst);
    try (Worker worker = setup.worker(scorer)) {
      Thread asking =
          new Thread(
              new FutureTask<>(
                  () -> worker.score(questions("fails", 3 * WorkerSetup.MAX_IN_FLIGHT))));
      asking.start();
      while (failed(scorer) < 2L * slots) {
        Thread.sleep(5);
      }
      asking.join(200);
      assertThat("the others wait for slots", asking.isAlive(), is(true));
      assertThat(failed(scorer), is(2L * slots));
      asking.interrupt();
    }
    Set<Question> again = ConcurrentHashMap.newKeySet();
    ScriptedScorer soon =
        new ScriptedScorer(
            1,
            question ->
                question.text().startsWith("soon") && again.add(question)
                    ? Outcome.TryLater.because("HTTP 500", Duration.ofMillis(20))
                    : SCORED);
    try (Worker worker = setup.worker(soon)) {
      assertThat(
          WorkerSetup.answers(worker, questions("soon", 3 * slots)).values(),
          everyItem(is(Optional.of(ANSWER))));
    }
  }

  @Test
  @Timeout(60)
  void failsTheTextsOfARequestThatEndsInAnErrorAndGivesTheirSlotsToOthers() throws Exception {
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              if (question.text().startsWith("fails")) {
                throw new StackOverflowError();
              }
              return SCORED;
            });
    try (Worker worker = setup.worker(scorer)) {
      for (CompletableFuture<Optional<Answer>> answer :
          worker.score(questions("fails", WorkerSetup.MAX_IN_FLIGHT)).values()) {
        ExecutionException error =
            assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        assertThat(error.getCause(), instanceOf(StackOverflowError.class));
      }
      assertThat(
          WorkerSetup.answers(worker, questions("other", 3 * WorkerSetup.MAX_IN_FLIGHT)).values(),
          everyItem(is(Optional.of(ANSWER))));
    }
  }

  @Test
  @Timeout(60)
  void freesTheSlotsOfARequestForWhichThereIsNoThread() throws Exception {
    AtomicBoolean hasThreads = new AtomicBoolean();
    Executor threads =
        request -> {
          if (!hasThreads.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
        };
    Map<String, TextsInFlight.Text> texts = new LinkedHashMap<>();
    var unused = new TextsInFlight().add(questions("any", 1), texts);
    try (StopSign stopSign = new StopSign(setup.tables.database(), "run-1")) {
      RequestSlots slots = new RequestSlots(null, stopSign, threads, 1, 0);
      assertThrows(OutOfMemoryError.class, () -> slots.ask(texts, () -> 1, answers -> true));
      assertThat("the text is left to the caller", texts, is(aMapWithSize(1)));
      hasThreads.set(true);

      slots.ask(texts, () -> 1, answers -> true);

      assertThat("the text is handed over", texts, is(anEmptyMap()));
    }
  }

  private static List<Question> questions(String word, int count) {
    return IntStream.range(0, count).mapToObj(i -> WorkerSetup.question(word + " " + i)).toList();
  }

  /** Fails for so long that no test sees a second attempt. */
  private static Outcome failsFirst(Question question) {
    return question.text().startsWith("fails")
        ? Outcome.TryLater.because("HTTP 500", Duration.ofMinutes(10))
        : SCORED;
  }

  private static long failed(ScriptedScorer scorer) {
    return scorer.asked().stream().filter(question -> question.text().startsWith("fails")).count();
  }

  @Test
  @Timeout(60)
  void sendsFewerTextsAtOnceTheLongerTheyAre() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
              LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
              inFlight.decrementAndGet();
              return SCORED;
            });
    List<Question> questions =
        IntStream.range(0, 3)
            .mapToObj(i -> WorkerSetup.question(i + "long ".repeat(1_000_000)))
            .toList();
    try (Worker worker = setup.worker(scorer)) {
      assertThat(
          WorkerSetup.answers(worker, questions).values(), everyItem(is(Optional.of(ANSWER))));
    }
    assertThat(most.get(), is(1));
  }
}
