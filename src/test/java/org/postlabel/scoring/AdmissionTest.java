package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
import org.postlabel.post.Usage;
import org.postlabel.quota.Prices;
import org.postlabel.quota.TokenLimits;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class AdmissionTest {
  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void sendsNoMoreQueriesThanAllowedOverAllThreads() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(3, question -> SCORED);
    List<Question> questions = WorkerSetup.questions(60);
    try (Worker worker = new Worker(setup.config("run-1", scorer, 25))) {
      Map<Question, Optional<Answer>> answers = WorkerSetup.answers(worker, questions);

      assertThat(answers.values().stream().filter(Optional::isPresent).count(), is(25L));
      assertThat(answers.keySet(), is(Set.copyOf(questions)));
      assertThat(
          worker.stopSign().get(),
          is(Optional.of(new Stop(Stop.Kind.ASKED, "--maxQueries=25 are sent"))));
    }
    assertThat(scorer.asked(), hasSize(25));
  }

  @Test
  void givesThePriceBackOfARequestThatFails() throws Exception {
    TokenLimits limits = new TokenLimits(0, new Prices(1, 1), 1_000);
    ScriptedScorer scorer =
        new ScriptedScorer(
                1,
                question -> {
                  throw new IllegalStateException("a defect");
                })
            .countingRequests(new Usage(100, 50));
    try (Worker worker = new Worker(setup.withTokens("run-1", scorer, limits))) {
      for (Question question : WorkerSetup.questions(20)) {
        assertThrows(
            ExecutionException.class, () -> WorkerSetup.answers(worker, List.of(question)));
      }
      assertThat(worker.stopSign().isSet(), is(false));
    }
    assertThat(scorer.asked(), hasSize(20));
    assertThat(
        setup.tables.column("SELECT cost_micros FROM runs WHERE run_id = 'run-1'"),
        is(List.of(0L)));
  }
}
