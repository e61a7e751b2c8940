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
import org.postlabel.emulator.EmulatorStats;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;
import org.postlabel.testing.ProviderProcess;

/** Two processes with two scorers and one quota. */
@Tag("alone")
@OnBothDatabases
class SharedQuotaIT {
  private static final int QUERIES_PER_SECOND = 100;

  @Parameter Engine engine;
  @TempDir Path folder;

  @Test
  void isFilledByTwoProcessesTogetherAndNeverExceeded() throws Exception {
    try (Scenario scenario = new Scenario(engine, folder).withPosts(1_000, 26);
        ProviderProcess provider = ProviderProcess.start("--latency=100", "--latencyJitter=50")) {
      scenario.withEndpoint(provider.endpoint());
      try (JarProcess one = scenario.start(options("en", "labels_of_one"));
          JarProcess other = scenario.start(options("en,de", "labels_of_the_other"))) {
        one.end().finished();
        other.end().finished();
      }
      assertThat(scenario.tables().number("SELECT COUNT(DISTINCT scorer_id) FROM ledger"), is(2L));
      EmulatorStats.Traffic arrived = provider.stats().arrived();
      System.out.printf(
          "%s: two processes make %d calls, %d at most in a second%n",
          engine, arrived.calls(), arrived.maxInAnySecond());
      assertThat(arrived.maxInAnySecond(), greaterThan((int) (0.8 * QUERIES_PER_SECOND)));
      assertThat(arrived.maxInAnySecond(), lessThanOrEqualTo(QUERIES_PER_SECOND));
    }
  }

  /** Other languages make another scorer, whose run is not refused while the first is active. */
  private static String[] options(String languages, String table) {
    return new String[] {
      "--languages=" + languages,
      "--labelsTable=" + table,
      "--quotaName=shared",
      "--queriesPerSecond=" + QUERIES_PER_SECOND,
      "--requestMode=single"
    };
  }
}
