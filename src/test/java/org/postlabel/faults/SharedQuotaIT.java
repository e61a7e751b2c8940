package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** Two processes with two scorers and one quota. */
@Tag("alone")
@OnBothDatabases
class SharedQuotaIT {
  private static final int QUERIES_PER_SECOND = 100;

  /** A call sent late by some milliseconds counts in the next second. */
  private static final int LATE_ON_A_BUSY_MACHINE = 8;

  @Parameter Engine engine;
  @TempDir Path folder;

  @Test
  void isFilledByTwoProcessesTogetherAndNotExceeded() throws Exception {
    try (Scenario scenario =
            new Scenario(engine, folder)
                .withPosts(700, 26)
                .withProvider(Scenario.HEALTHY.withLatency(100, 50));
        JarProcess one = scenario.start(options("en"));
        JarProcess other = scenario.start(options("en,de"))) {
      scenario.waitForCalls(calls -> calls >= 300);
      long before = scenario.calls();
      long start = System.nanoTime();
      scenario.waitForCalls(calls -> calls >= before + 300);
      double callsPerSecond = (scenario.calls() - before) * 1e9 / (System.nanoTime() - start);
      assertThat("both are running", one.isAlive() && other.isAlive());
      assertThat(scenario.tables().number("SELECT COUNT(DISTINCT scorer_id) FROM ledger"), is(2L));
      int most = scenario.stats().arrived().maxInAnySecond();
      System.out.printf(
          "%s: two processes make %.1f calls a second, %d at most%n", engine, callsPerSecond, most);
      assertThat(callsPerSecond, greaterThan(0.6 * QUERIES_PER_SECOND));
      assertThat(most, lessThanOrEqualTo(QUERIES_PER_SECOND + LATE_ON_A_BUSY_MACHINE));
    }
  }

  /** Other languages make another scorer, whose run is not refused while the first is active. */
  private static String[] options(String languages) {
    return new String[] {
      "--languages=" + languages,
      "--quotaName=shared",
      "--queriesPerSecond=" + QUERIES_PER_SECOND,
      "--requestMode=single"
    };
  }
}
