package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
import org.postlabel.post.Receipt;
import org.postlabel.post.Usage;
import org.postlabel.quota.Prices;
import org.postlabel.quota.TokenLimits;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class AdmissionTest {
  private static final Outcome NO_ANSWER = Outcome.TryLater.noProvider("no answer in time");

  /** What each question may use: 150 millionths of a cost of 1,000. */
  private static final Usage MOST = new Usage(100, 50);

  private static final TokenLimits MAX_COST = new TokenLimits(0, new Prices(1, 1), 1_000);
  private static final String SPENT =
      "SELECT cost_micros, prompt_tokens, completion_tokens, cost_set_aside_micros FROM runs"
          + " WHERE run_id = 'run-1'";

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

  @Test
  @Timeout(60)
  void countsTheHighestPriceOfARequestWithoutAnAnswerAndStopsWhenMaxCostIsUsedUp()
      throws Exception {
    ScriptedScorer scorer = priced(question -> NO_ANSWER);
    try (Worker worker = new Worker(setup.withTokens("run-1", scorer, MAX_COST))) {
      for (Question question : WorkerSetup.questions(20)) {
        assertThat(
            WorkerSetup.answers(worker, List.of(question)).get(question), is(Optional.empty()));
      }
      assertThat(
          worker.stopSign().get(),
          is(
              Optional.of(
                  new Stop(
                      Stop.Kind.ASKED,
                      "--maxCost=0.001 does not hold another request: up to 0.0009 of it may be"
                          + " charged for requests without an answer"))));
    }
    assertThat(scorer.asked(), hasSize(6));
    assertThat(
        "the provider reported no tokens",
        setup.tables.rows(SPENT),
        is(List.of(List.of(0L, 0L, 0L, 900L))));
  }

  @Test
  void countsTheHighestPriceOfAnAnswerWithoutAllItsTexts() throws Exception {
    Usage usage = new Usage(30, 20);
    List<Question> questions = WorkerSetup.questions(2);
    ScriptedScorer scorer =
        new ScriptedScorer(2, question -> question.equals(questions.get(0)) ? paid(usage) : null)
            .countingRequests(MOST);
    TokenLimits limits = new TokenLimits(0, new Prices(1, 1), 300);
    try (Worker worker = new Worker(setup.withTokens("run-1", scorer, limits))) {
      var unused = WorkerSetup.answers(worker, questions);
    }
    assertThat(scorer.asked(), is(questions));
    assertThat(setup.tables.rows(SPENT), is(List.of(List.of(50L, 30L, 20L, 250L))));
  }

  @Test
  void givesThePriceBackOfARequestWithAnErrorOrWithoutAConnection() throws Exception {
    List<ScriptedScorer> scorers =
        List.of(
            priced(question -> Outcome.TryLater.because("HTTP 503", null)),
            priced(question -> Outcome.TryLater.unexplained(400)),
            priced(question -> NO_ANSWER).outOfReach());
    for (ScriptedScorer scorer : scorers) {
      try (Worker worker = new Worker(setup.withTokens("run-1", scorer, MAX_COST))) {
        for (Question question : WorkerSetup.questions(2)) {
          assertThat(
              WorkerSetup.answers(worker, List.of(question)).get(question), is(Optional.empty()));
        }
        assertThat(worker.stopSign().get(), is(Optional.empty()));
      }
      assertThat(scorer.asked().size(), is(greaterThan(6)));
      assertThat(setup.tables.rows(SPENT), is(List.of(List.of(0L, 0L, 0L, 0L))));
    }
  }

  private static ScriptedScorer priced(Function<Question, Outcome> script) {
    return new ScriptedScorer(1, script).countingRequests(MOST);
  }

  private static Outcome paid(Usage usage) {
    return new Outcome.Answered(
        ((Outcome.Answered) SCORED).answer().with(new Receipt("model", "hash", usage)));
  }
}
