package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scoring.ScriptedScorer.SCORED;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Canaries;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Verdict;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class CanaryRoundTest {
  private static final List<String> TEXTS =
      WorkerSetup.questions(5).stream().map(Question::text).toList();
  private static final String HASHES = "SELECT text_hash FROM canary_answers WHERE run_id = ?";

  @Parameter private Engine engine;
  @AutoClose private WorkerSetup setup;
  private ScriptedScorer scorer;
  private Map<String, Answer> judgedNow;
  private Map<String, Answer> judgedLast;

  /** What the worker's sign said at the end. */
  private Optional<Stop> stop;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
  }

  @Test
  void asksEveryRunAnewAndComparesWithTheRunBefore() throws Exception {
    assertThat(
        make("run-1", 0, text -> SCORED, Verdict.FINE),
        is(Optional.of("5 of 5 answered, the first of this scorer")));
    assertThat(judgedNow.keySet(), hasSize(5));
    assertThat(judgedLast, is(Map.of()));

    assertThat(
        make("run-2", 0, text -> SCORED, Verdict.FINE),
        is(Optional.of("5 of 5 answered, no change since run run-1")));
    assertThat("asked again", scorer.asked(), hasSize(5));
    assertThat(judgedLast, is(judgedNow));
    assertThat(setup.tables.column(HASHES, "run-2"), hasSize(5));
  }

  @Test
  void leavesTheLedgerAlone() throws Exception {
    make("run-1", 0, text -> SCORED, Verdict.FINE);

    assertThat(setup.tables.column("SELECT text_hash FROM ledger"), is(List.of()));
  }

  @Test
  void saysAndKeepsThatTheProviderChanged() throws Exception {
    make("run-1", 0, text -> SCORED, Verdict.FINE);

    String change = "THE PROVIDER'S MODEL HAS CHANGED since run run-1: all is new";
    assertThat(
        make("run-2", 0, text -> SCORED, Verdict.changed("all is new")),
        is(Optional.of("5 of 5 answered, " + change)));

    assertThat(stop, is(Optional.empty()));
    assertThat(
        setup.tables.column("SELECT provider_change FROM runs WHERE run_id = 'run-2'"),
        is(List.of(change)));
  }

  @Test
  void stopsTheRunWhenTheProviderCannotBeTrusted() throws Exception {
    make("run-1", 0, text -> SCORED, Verdict.distrusted("it says yes to everything"));

    assertThat(stop, is(Optional.of(new Stop(Stop.Kind.DISTRUSTED, "it says yes to everything"))));
  }

  @Test
  void comparesWithNoRunThatWasNotTrusted() throws Exception {
    make("run-1", 0, text -> SCORED, Verdict.distrusted("no"));
    setup.tables.execute("UPDATE runs SET stop_kind = 'DISTRUSTED' WHERE run_id = 'run-1'");

    assertThat(
        make("run-2", 0, text -> SCORED, Verdict.FINE),
        is(Optional.of("5 of 5 answered, the first of this scorer")));
  }

  @Test
  void judgesOnlyWhatIsAnswered() throws Exception {
    Function<Question, Outcome> script =
        question ->
            question.text().equals(TEXTS.get(0)) ? Outcome.TryLater.because("busy", null) : SCORED;

    assertThat(
        make("run-1", 0, script, Verdict.FINE),
        is(Optional.of("4 of 5 answered, the first of this scorer")));
    assertThat(judgedNow.keySet(), hasSize(4));
  }

  @Test
  void leavesAtLeastHalfOfASmallBudgetToPosts() throws Exception {
    assertThat(make("run-1", 9, text -> SCORED, Verdict.FINE), is(Optional.empty()));
    assertThat(scorer.asked(), is(List.of()));

    make("run-1", 10, text -> SCORED, Verdict.FINE);
    assertThat(scorer.asked(), hasSize(5));
    assertThat(
        setup.tables.column("SELECT queries_taken FROM runs WHERE run_id = 'run-1'"),
        is(List.of(5L)));
  }

  private Optional<String> make(
      String runId, long maxQueries, Function<Question, Outcome> script, Verdict verdict)
      throws Exception {
    scorer = new ScriptedScorer(2, script);
    try (Worker worker = new Worker(setup.config(runId, scorer, maxQueries))) {
      Optional<String> said =
          new CanaryRound(
                  new ScriptedCanaries(
                      (now, last) -> {
                        judgedNow = now;
                        judgedLast = last;
                        return verdict;
                      }),
                  worker)
              .make();
      stop = worker.stopSign().get();
      return said;
    }
  }

  private record ScriptedCanaries(
      BiFunction<Map<String, Answer>, Map<String, Answer>, Verdict> judgement) implements Canaries {
    @Override
    public List<String> texts() {
      return TEXTS;
    }

    @Override
    public Verdict judge(Map<String, Answer> now, Map<String, Answer> last) {
      return judgement.apply(now, last);
    }
  }
}
