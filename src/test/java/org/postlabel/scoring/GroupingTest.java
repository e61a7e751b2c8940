package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.metrics.Counts;
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

/** Scorers to whom a request is one query, whatever it holds, and who count tokens. */
@OnBothDatabases
class GroupingTest {
  private static final Usage EACH = new Usage(100, 20);
  private static final Scored ANSWER = new Scored();

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void countsARequestAsOneQuery() throws Exception {
    ScriptedScorer scorer = grouping(question -> ANSWER.outcome);
    try (Worker worker = setup.worker(scorer)) {
      answers(worker, 12);

      assertThat(worker.tally().total(), is(new Counts(3, 0, 0, 0, 0)));
    }
    assertThat(scorer.requests.stream().map(List::size).sorted().toList(), contains(2, 5, 5));
  }

  @Test
  void sendsNoMoreRequestsThanQueriesAreAllowed() throws Exception {
    ScriptedScorer scorer = grouping(question -> ANSWER.outcome);
    try (Worker worker = new Worker(setup.config("run-1", scorer, 2))) {
      assertThat(answers(worker, 15).stream().filter(Optional::isPresent).count(), is(10L));
    }
    assertThat(scorer.requests, hasSize(2));
  }

  @Test
  void asksAgainInGroupsAsSmallAsTheScorerSays() throws Exception {
    ScriptedScorer scorer =
        grouping(
            question ->
                question.amendments().contains("together=1")
                    ? ANSWER.outcome
                    : new Outcome.AskAgain(
                        Set.of(question.amendments().isEmpty() ? "together=2" : "together=1"),
                        EACH));
    try (Worker worker = setup.worker(scorer)) {
      assertThat(answers(worker, 5), everyItem(is(Optional.of(ANSWER.answer))));

      assertThat(worker.tally().total(), is(new Counts(9, 8, 0, 0, 0)));
    }
    assertThat(
        scorer.requests.stream().map(List::size).toList(), contains(5, 2, 2, 1, 1, 1, 1, 1, 1));
    assertThat(
        "answers that were of no use are paid for too",
        setup.tables.rows(
            "SELECT prompt_tokens, completion_tokens FROM runs WHERE run_id = 'run-1'"),
        is(List.of(List.of(1_500L, 300L))));
  }

  @Test
  void keepsWhatAnAnswerCameFrom() throws Exception {
    try (Worker worker = setup.worker(grouping(question -> ANSWER.outcome))) {
      answers(worker, 1);
    }
    assertThat(
        setup.tables.rows(
            "SELECT model, prompt_hash, prompt_tokens, completion_tokens FROM ledger"),
        is(List.of(List.of("model-1", "prompt-1", 100L, 20L))));
  }

  @Test
  void spendsNoMoreThanAllowed() throws Exception {
    TokenLimits limits = new TokenLimits(0, new Prices(1, 1), 1_500);
    ScriptedScorer scorer = grouping(question -> ANSWER.outcome);
    try (Worker worker = new Worker(setup.withTokens("run-1", scorer, limits))) {
      assertThat(
          answers(worker, 40).stream().filter(Optional::isPresent).count(),
          is(greaterThanOrEqualTo(5L)));
      assertThat(worker.stopSign().get().orElseThrow().kind(), is(Stop.Kind.ASKED));
    }
    long spent =
        (Long) setup.tables.column("SELECT cost_micros FROM runs WHERE run_id = 'run-1'").get(0);
    assertThat(spent, is(120L * scorer.asked().size()));
    assertThat(1_500L, is(greaterThanOrEqualTo(spent)));
  }

  @Test
  void waitsForTheTokensOfAMinute() throws Exception {
    TokenLimits limits = new TokenLimits(60_000, Prices.UNKNOWN, 0);
    ScriptedScorer scorer = grouping(question -> ANSWER.outcome);
    try (Worker worker = new Worker(setup.withTokens("run-1", scorer, limits))) {
      long start = System.nanoTime();
      answers(worker, 25);

      assertThat(
          "the last of five requests comes after the 2,400 tokens of those before",
          (System.nanoTime() - start) / 1e9,
          greaterThanOrEqualTo(2.0));
    }
  }

  @Test
  void sendsAtOnceForTokensThatOthersReservedInVain() throws Exception {
    TokenLimits limits = new TokenLimits(60_000, Prices.UNKNOWN, 0);
    ScriptedScorer scorer =
        new ScriptedScorer(1, question -> ANSWER.outcome).countingRequests(new Usage(900, 300));
    try (Worker worker = new Worker(setup.withTokens("run-1", scorer, limits))) {
      long start = System.nanoTime();
      answers(worker, 10);

      assertThat(
          "ten requests reserve 12,000 tokens, and use 1,200, of 1,000 a second",
          (System.nanoTime() - start) / 1e9,
          is(lessThan(8.0)));
    }
  }

  @Test
  void stopsWhenWhatWouldBeSentCannotBeRight() throws Exception {
    ScriptedScorer scorer = grouping(question -> new Outcome.Distrusted("no post in the prompt"));
    try (Worker worker = setup.worker(scorer)) {
      assertThat(answers(worker, 5), everyItem(is(Optional.empty())));
      assertThat(
          worker.stopSign().get(),
          is(Optional.of(new Stop(Stop.Kind.DISTRUSTED, "no post in the prompt"))));
    }
    assertThat(setup.tables.rows("SELECT * FROM ledger"), is(List.of()));
  }

  private static ScriptedScorer grouping(Function<Question, Outcome> script) {
    return new ScriptedScorer(5, script).countingRequests(new Usage(100, 50));
  }

  private static List<Optional<Answer>> answers(Worker worker, int questions) throws Exception {
    List<Optional<Answer>> answers = new ArrayList<>();
    for (CompletableFuture<Optional<Answer>> coming :
        worker.score(WorkerSetup.questions(questions)).values()) {
      answers.add(coming.get());
    }
    return answers;
  }

  private static final class Scored {
    private final Answer answer =
        ((Outcome.Answered) ScriptedScorer.SCORED)
            .answer()
            .with(new Receipt("model-1", "prompt-1", EACH));
    private final Outcome outcome = new Outcome.Answered(answer);
  }
}
