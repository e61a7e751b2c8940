package org.postlabel.ledger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.CommitRetries;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class LedgerTest {
  private static final CommitRetries NO_RETRIES =
      new CommitRetries(Duration.ZERO, Duration.ofMillis(1));
  private static final Answer SCORED = Answer.scored(Scores.of(Map.of("A", 0.1 + 0.2, "B", 0.0)));
  private static final Answer SOME =
      new Answer(Scores.of(Map.of("A", 0.5)), Reason.SOME_ATTRIBUTES_MISSING);
  private static final Answer FAILED = Answer.failed(Reason.TEXT_TOO_LONG);

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
  }

  @Test
  void findsTheAnswersThatWereKept() {
    Map<String, Answer> answers = Map.of("1", SCORED, "2", SOME, "3", FAILED);
    try (Ledger ledger = ledger("scorer-1", "run-1")) {
      ledger.keep(answers).join();

      assertThat(ledger.find(1, List.of("1", "2", "3", "4")), is(answers));
      assertThat(ledger.find(1, List.of("2")), is(Map.of("2", SOME)));
      assertThat(ledger.find(1, List.of()), is(Map.of()));
    }
    try (Ledger later = ledger("scorer-1", "run-2")) {
      assertThat(later.find(1, List.of("1", "2", "3")), is(answers));
    }
  }

  @Test
  void keepsTheAnswersOfEachScorerApart() {
    try (Ledger one = ledger("scorer-1", "run-1");
        Ledger other = ledger("scorer-2", "run-2")) {
      one.keep(Map.of("1", SCORED)).join();
      other.keep(Map.of("1", SOME)).join();

      assertThat(one.find(1, List.of("1")), is(Map.of("1", SCORED)));
      assertThat(other.find(1, List.of("1")), is(Map.of("1", SOME)));
    }
  }

  @Test
  void saysWhoBoughtAnAnswer() {
    try (Ledger ledger = ledger("scorer-1", "run-1")) {
      ledger.keep(Map.of("1", FAILED)).join();
    }
    assertThat(
        tables.rows("SELECT scorer_id, text_hash, reason, run_id FROM ledger"),
        contains(List.of("scorer-1", "1", "text_too_long", "run-1")));
  }

  @Test
  void keepsWhatManyThreadsBringAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    Map<String, Answer> all = new HashMap<>();
    try (Ledger ledger = ledger("scorer-1", "run-1")) {
      List<Callable<Void>> keepers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Map<String, Answer> answer = Map.of("" + i, Answer.scored(Scores.of(Map.of("A", i / 7.0))));
        all.putAll(answer);
        keepers.add(() -> ledger.keep(answer).join());
      }
      for (Future<Void> kept : threads.invokeAll(keepers)) {
        kept.get();
      }
    } finally {
      threads.shutdownNow();
    }
    try (Ledger later = ledger("scorer-1", "run-2")) {
      assertThat(later.find(1, all.keySet()), is(all));
    }
  }

  @Test
  void keepsWhatIsWaitingWhenItIsClosed() {
    try (Ledger ledger = ledger("scorer-1", "run-1")) {
      for (int i = 0; i < 50; i++) {
        var unused = ledger.keep(Map.of("" + i, SCORED));
      }
    }
    assertThat(tables.column("SELECT COUNT(*) FROM ledger"), is(List.of(50L)));
  }

  @Test
  void forgetsFailuresOfEarlierRunsWhenToldSo() {
    try (Ledger earlier = ledger("scorer-1", "run-1")) {
      earlier.keep(Map.of("1", SCORED, "2", SOME, "3", FAILED)).join();
    }
    try (Ledger forgetful =
        new Ledger(
            tables.database(), new LedgerLookup("scorer-1", null, "run-2", true), NO_RETRIES)) {
      assertThat(
          forgetful.find(1, List.of("1", "2", "3", "4")), is(Map.of("1", SCORED, "2", SOME)));
      forgetful.keep(Map.of("3", FAILED)).join();
      assertThat(forgetful.find(1, List.of("3")), is(Map.of("3", FAILED)));
    }
  }

  @Test
  void knowsWhetherItsScorerEverScored() {
    try (Ledger one = ledger("scorer-1", "run-1");
        Ledger other = ledger("scorer-2", "run-2")) {
      assertThat(one.hasScores(), is(false));
      one.keep(Map.of("1", FAILED)).join();
      assertThat(one.hasScores(), is(false));
      one.keep(Map.of("2", SOME)).join();
      assertThat(one.hasScores(), is(true));
      assertThat(other.hasScores(), is(false));
    }
  }

  @Test
  void saysThatItCouldNotKeepAnAnswer() {
    try (Ledger ledger = ledger("scorer-1", "run-1")) {
      tables.execute("ALTER TABLE ledger RENAME TO away");
      CompletionException error =
          assertThrows(CompletionException.class, () -> ledger.keep(Map.of("1", SCORED)).join());
      assertThat(error.getCause(), instanceOf(JdbiException.class));

      tables.execute("ALTER TABLE away RENAME TO ledger");
      ledger.keep(Map.of("2", SCORED)).join();
      assertThat(ledger.find(1, List.of("1", "2")), is(Map.of("2", SCORED)));
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void saysThatAnErrorOfTheJvmKeptItFromKeepingAnAnswer() throws Exception {
    AtomicBoolean fails = new AtomicBoolean(true);
    Jdbi jdbi = tables.database().jdbi();
    jdbi.installPlugin(
        new JdbiPlugin() {
          @Override
          public Handle customizeHandle(Handle handle) {
            if (fails.get()) {
              throw new StackOverflowError();
            }
            return handle;
          }
        });
    LedgerLookup lookup = new LedgerLookup("scorer-1", null, "run-1", false);
    try (Ledger ledger = new Ledger(jdbi, tables.dialect(), lookup, NO_RETRIES)) {
      for (String text : List.of("1", "2")) {
        CompletableFuture<Void> kept = ledger.keep(Map.of(text, SCORED));
        ExecutionException error =
            assertThrows(ExecutionException.class, () -> kept.get(10, TimeUnit.SECONDS));
        assertThat(error.getCause(), instanceOf(StackOverflowError.class));
      }
      fails.set(false);
      ledger.keep(Map.of("3", SCORED)).get(10, TimeUnit.SECONDS);
      assertThat(ledger.find(1, List.of("1", "2", "3")), is(Map.of("3", SCORED)));
    }
  }

  private Ledger ledger(String scorerId, String runId) {
    return new Ledger(
        tables.database(), new LedgerLookup(scorerId, null, runId, false), NO_RETRIES);
  }
}
