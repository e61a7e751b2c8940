package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.testing.Engine;

/** Another connection that locks the database for three seconds. */
class LockedDatabaseIT {
  private static final long LOCKED_MILLIS = 3_000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "SQLITE, BEGIN IMMEDIATE",
    "SQLITE, BEGIN EXCLUSIVE",
    "POSTGRESQL, BEGIN; LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE",
  })
  void isWaitedForAndNothingIsLost(Engine engine, String lock) throws Exception {
    try (Scenario scenario =
        new Scenario(engine, folder)
            .withPosts(800, 20)
            .withProvider(Scenario.HEALTHY.withLatency(50, 20))) {
      CompletableFuture<Ended> run =
          scenario.runMeanwhile("--queriesPerSecond=200", "--requestMode=single");
      scenario.waitForCalls(201);
      try (Connection other = scenario.tables().connect();
          Statement statement = other.createStatement()) {
        statement.execute(lock);
        Thread.sleep(LOCKED_MILLIS);
        statement.execute("ROLLBACK");
      }
      Ended ended = run.get().finished();

      assertThat(ended.took().toMillis(), greaterThan(LOCKED_MILLIS));
      assertThat(ended.funnel("left for later"), is(0L));
      scenario.checkAllDone();
      scenario.checkPaidOnce();
    }
  }
}
