package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
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
