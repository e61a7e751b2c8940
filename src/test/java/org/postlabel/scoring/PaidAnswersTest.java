package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
import org.postlabel.post.Usage;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Verdict;
import org.postlabel.scorer.WatchedShare;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** An answer is kept before anything else is done with it that can fail. */
@OnBothDatabases
class PaidAnswersTest {
  private static final Answer ANSWER = ((Outcome.Answered) SCORED).answer();
  private static final List<Question> QUESTIONS = WorkerSetup.questions(2);

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;
  private boolean hasTokens = true;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void areKeptWhenTheirTokensCannotBeCounted() throws Exception {
    Question question = QUESTIONS.get(0);
    try (Worker worker = setup.worker(countingTokens(1, this::loseTokens))) {
      assertThat(
          WorkerSetup.answers(worker, List.of(question)),
          is(Map.of(question, Optional.of(ANSWER))));
      requireStop(worker, "the tokens");
    }
    requireKept(question);
  }

  @Test
  void ofTheFirstCallAreKeptWhenTheirTokensCannotBeCounted() throws Exception {
    try (Worker worker = setup.worker(countingTokens(1, this::loseTokens))) {
      new FirstCall(worker).make(List.of(QUESTIONS));
      requireStop(worker, "the tokens");
    }
    requireKept(QUESTIONS.get(0));
  }

  @Test
  void ofCanariesAreKeptWhenTheirTokensCannotBeCounted() throws Exception {
    try (Worker worker = setup.worker(countingTokens(2, this::loseTokens))) {
      new CanaryRound(new TrustingCanaries(), worker).make();
      requireStop(worker, "the tokens");
    }
    assertThat(setup.tables.column("SELECT text_hash FROM canary_answers"), hasSize(2));
  }

  @Test
  void areKeptWhenThePauseOfOthersInTheRequestCannotBeWritten() throws Exception {
    Question throttled = QUESTIONS.get(1);
    Function<Question, Outcome> script =
        question -> {
          if (question.equals(throttled)) {
            setup.tables.execute("ALTER TABLE quota RENAME TO away");
            return new Outcome.Throttled(null, OptionalDouble.empty());
          }
          return SCORED;
        };
    try (Worker worker = setup.worker(new ScriptedScorer(2, script))) {
      assertThrows(ExecutionException.class, () -> WorkerSetup.answers(worker, QUESTIONS));
    }
    requireKept(QUESTIONS.get(0));
  }

  @Test
  void areKeptWhenTheirShareCannotBeCompared() throws Exception {
    ScriptedScorer scorer =
        new ScriptedScorer(1, question -> SCORED)
            .watching(new WatchedShare("SPAM", true, "no_such_table", "spam", 0.5));
    try (Worker worker = setup.worker(scorer)) {
      assertThrows(
          ExecutionException.class, () -> WorkerSetup.answers(worker, QUESTIONS.subList(0, 1)));
    }
    requireKept(QUESTIONS.get(0));
  }

  private ScriptedScorer countingTokens(int questions, Runnable meanwhile) {
    return new ScriptedScorer(
            questions,
            question -> {
              meanwhile.run();
              return SCORED;
            })
        .countingRequests(new Usage(100, 50));
  }

  private synchronized void loseTokens() {
    if (hasTokens) {
      setup.tables.execute("ALTER TABLE runs RENAME COLUMN prompt_tokens TO away");
      hasTokens = false;
    }
  }

  private static void requireStop(Worker worker, String message) {
    Stop stop = worker.stopSign().get().orElseThrow();
    assertThat(stop.kind(), is(Stop.Kind.DATABASE));
    assertThat(stop.message(), containsString(message));
  }

  private void requireKept(Question question) {
    assertThat(
        setup.tables.column("SELECT text_hash FROM ledger"), is(List.of(question.textHash())));
  }

  private record TrustingCanaries() implements Canaries {
    @Override
    public List<String> texts() {
      return QUESTIONS.stream().map(Question::text).toList();
    }

    @Override
    public Verdict judge(Map<String, Answer> now, Map<String, Answer> last) {
      return Verdict.FINE;
    }
  }
}
