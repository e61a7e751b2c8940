package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.metrics.Counts;
import org.postlabel.post.Answer;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class TextsInFlightTest {
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
              WorkerSetup.await(mayAnswer);
              return SCORED;
            });
    try (Worker worker = setup.worker(scorer)) {
      CompletableFuture<Optional<Answer>> first = worker.score(List.of(ONE)).get(ONE.textHash());
      WorkerSetup.await(inFlight);
      CompletableFuture<Optional<Answer>> second = worker.score(List.of(ONE)).get(ONE.textHash());
      mayAnswer.countDown();

      assertThat(first.get(), is(Optional.of(ANSWER)));
      assertThat(second.get(), is(Optional.of(ANSWER)));
      assertThat(scorer.asked(), hasSize(1));
      assertThat(worker.tally().take(), is(new Counts(1, 0, 0, 0, 0)));
    }
  }
}
