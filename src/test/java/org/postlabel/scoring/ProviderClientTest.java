package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.metrics.Counts;
import org.postlabel.scorer.Outcome;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class ProviderClientTest {
  private final Attempt attempt = new Attempt(WorkerSetup.question("One text"));

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void measuresTheTimeOfEachRequest() throws InterruptedException {
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(31));
              return SCORED;
            });
    try (Worker worker = setup.worker(scorer)) {
      worker.client().ask(List.of(attempt), answers -> true);
      worker.client().ask(List.of(attempt), answers -> true);

      LongSummaryStatistics latencies = worker.tally().takeLatencies();
      assertThat(latencies.getCount(), is(2L));
      assertThat(latencies.getMin(), greaterThanOrEqualTo(30_000L));
      assertThat(worker.tally().take(), is(new Counts(2, 1, 0, 0, 0)));
    }
  }

  @Test
  @Timeout(60)
  void waitsNoLongerThanItsTimeoutAndKeepsWhatComesLater() throws InterruptedException {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    ScriptedScorer scorer =
        new ScriptedScorer(
            1,
            question -> {
              WorkerSetup.await(mayAnswer);
              return SCORED;
            });
    try (Worker worker = setup.worker(scorer)) {
      Reply reply =
          worker
              .client()
              .withTimeout(
                  Duration.ofMillis(50),
                  ForkJoinPool.commonPool(),
                  answers -> worker.isKept(1, answers))
              .ask(List.of(attempt), answers -> true)
              .orElseThrow();

      assertThat(
          reply.outcome(attempt),
          is(Optional.of(Outcome.TryLater.noProvider("no answer in time"))));
      mayAnswer.countDown();
      assertThat(worker.tally().take(), is(new Counts(1, 0, 0, 1, 0)));
      while (worker.ledger().find(1, List.of(attempt.textHash())).isEmpty()) {
        Thread.sleep(10); // What comes too late is paid for, and kept.
      }
    }
  }
}
