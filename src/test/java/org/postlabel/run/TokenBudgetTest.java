package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Usage;
import org.postlabel.quota.Prices;
import org.postlabel.quota.TokenLimits;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class TokenBudgetTest {
  private static final Usage MOST = new Usage(1_000, 500);
  private static final String SPENT =
      "SELECT cost_micros, prompt_tokens, completion_tokens FROM runs";

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;
  private StopSign stopSign;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
    tables.addRun("run-1", "scorer-1");
    stopSign = new StopSign(tables.database(), "run-1");
  }

  @AfterEach
  void close() {
    stopSign.close();
  }

  @Test
  void countsWhatWasUsedInPlaceOfWhatWasSetAside() throws Exception {
    TokenBudget budget = budget(1_000_000);

    assertThat(budget.take(MOST), is(true));
    assertThat(tables.rows(SPENT), is(List.of(List.of(0L, 0L, 0L))));
    assertThat(tables.column("SELECT cost_set_aside_micros FROM runs"), is(List.of(2_000L)));
    budget.settle(MOST, new Usage(900, 100));

    assertThat(tables.rows(SPENT), is(List.of(List.of(1_100L, 900L, 100L))));
  }

  @Test
  void stopsTheRunBeforeMoreIsSpentThanAllowedOverAllWorkers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> takers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      TokenBudget ours = budget(21_000);
      takers.add(() -> ours.take(MOST));
    }
    int taken = 0;
    try {
      for (Future<Boolean> took : threads.invokeAll(takers)) {
        taken += took.get() ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(taken, is(10));
    assertThat(
        stopSign.get(),
        is(
            Optional.of(
                new Stop(Stop.Kind.ASKED, "--maxCost=0.021 does not hold another request"))));
  }

  @Test
  void waitsForWhatRequestsInFlightLeave() throws Exception {
    TokenBudget budget = budget(3_200);
    assertThat(budget.take(MOST), is(true));
    CompletableFuture<Boolean> second = takeSoon(budget);
    Thread.sleep(200);
    assertThat(second.isDone(), is(false));

    budget.settle(MOST, new Usage(900, 100));

    assertThat(second.get(), is(true));
    assertThat(stopSign.isSet(), is(false));
  }

  @Test
  void waitsForWhatRequestsOfAnotherWorkerLeave() throws Exception {
    TokenBudget other = budget(3_200, Duration.ofMinutes(5));
    assertThat(other.take(MOST), is(true));
    CompletableFuture<Boolean> second = takeSoon(budget(3_200, Duration.ofMinutes(5)));
    Thread.sleep(200);
    assertThat(second.isDone(), is(false));

    other.settle(MOST, new Usage(900, 100));

    assertThat(second.get(), is(true));
    assertThat(stopSign.isSet(), is(false));
  }

  @Test
  void doesNotWaitForAWorkerThatWasKilled() throws Exception {
    assertThat(budget(3_200).take(MOST), is(true));

    assertThat(budget(3_200).take(MOST), is(false));
    assertThat(stopSign.isSet(), is(true));
  }

  @Test
  void stopsTheRunWhenRequestsInFlightLeaveTooLittle() throws Exception {
    TokenBudget budget = budget(3_200);
    assertThat(budget.take(MOST), is(true));
    CompletableFuture<Boolean> second = takeSoon(budget);
    CompletableFuture<Boolean> third = takeSoon(budget);

    budget.settle(MOST, new Usage(1_000, 200));

    assertThat(second.get(), is(false));
    assertThat(third.get(), is(false));
    assertThat(stopSign.isSet(), is(true));
    assertThat(tables.rows(SPENT), is(List.of(List.of(1_400L, 1_000L, 200L))));
  }

  @Test
  @Timeout(60)
  void doesNotWaitForRequestsWithoutAnAnswer() throws Exception {
    TokenBudget budget = budget(3_200, Duration.ofMinutes(5));
    assertThat(budget.take(MOST), is(true));
    budget.settleUnanswered(MOST, Usage.NONE);

    assertThat(budget.take(MOST), is(false));
    assertThat(
        stopSign.get().map(Stop::message),
        is(
            Optional.of(
                "--maxCost=0.0032 does not hold another request: up to 0.0020 of it may be charged"
                    + " for requests without an answer")));
    assertThat(tables.rows(SPENT), is(List.of(List.of(0L, 0L, 0L))));
    assertThat(tables.column("SELECT cost_set_aside_micros FROM runs"), is(List.of(2_000L)));
  }

  private static CompletableFuture<Boolean> takeSoon(TokenBudget budget) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return budget.take(MOST);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void countsTokensAlsoWithoutALimit() throws Exception {
    TokenBudget budget = budget(0);

    assertThat(budget.take(MOST), is(true));
    budget.settle(MOST, new Usage(10, 20));

    assertThat(tables.rows(SPENT), is(List.of(List.of(50L, 10L, 20L))));
  }

  private TokenBudget budget(long maxCostMicros) {
    return budget(maxCostMicros, Duration.ofMillis(500));
  }

  private TokenBudget budget(long maxCostMicros, Duration longestRequest) {
    return new TokenBudget(
        tables.database(),
        "run-1",
        new TokenLimits(0, new Prices(1, 2), maxCostMicros),
        stopSign,
        longestRequest);
  }
}
