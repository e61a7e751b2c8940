package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class QueryBudgetTest {
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
  void givesWhatIsLeftAndThenStopsTheRun() {
    QueryBudget budget = budget(10, null);

    assertThat(budget.take(4), is(4));
    assertThat(budget.take(4), is(4));
    assertThat(budget.take(4), is(2));
    assertThat(stopSign.isSet(), is(false));
    assertThat(budget.take(4), is(0));
    assertThat(
        stopSign.get(), is(Optional.of(new Stop(Stop.Kind.ASKED, "--maxQueries=10 are sent"))));
  }

  @Test
  void givesExactlyAsManyAsAllowedOverAllThreadsAndWorkers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Integer>> takers = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      QueryBudget ours = budget(100, null);
      int wanted = 1 + i % 3;
      takers.add(() -> ours.take(wanted));
    }
    int taken = 0;
    try {
      for (Future<Integer> queries : threads.invokeAll(takers)) {
        taken += queries.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(taken, is(100));
    assertThat(tables.column("SELECT queries_taken FROM runs"), is(List.of(100L)));
  }

  @Test
  void hasNoLimitUnlessTold() {
    QueryBudget budget = budget(0, Instant.now().plusSeconds(3_600));

    assertThat(budget.take(1_000_000), is(1_000_000));
  }

  @Test
  void givesNothingAfterTheDeadline() {
    Instant deadline = Instant.parse("2020-01-01T00:00:00Z");

    assertThat(budget(0, deadline).take(1), is(0));
    assertThat(
        stopSign.get(),
        is(Optional.of(new Stop(Stop.Kind.ASKED, "the deadline 2020-01-01T00:00:00Z is reached"))));
  }

  private QueryBudget budget(long maxQueries, Instant deadline) {
    return new QueryBudget(tables.database(), "run-1", maxQueries, deadline, stopSign);
  }
}
