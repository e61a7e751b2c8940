package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** Processes that are killed with SIGKILL and started again. */
@OnBothDatabases
class KillIT {
  private static final int MAX_IN_FLIGHT = 20;

  @Parameter Engine engine;
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"single,120,6", "batch,0,7"})
  void losesNothingAndPaysNoMoreThanWasInFlight(String mode, int queriesPerSecond, long seed)
      throws Exception {
    int kills = engine == Engine.SQLITE ? 4 : 2; // Each takes seconds.
    String[] options = {
      "--requestMode=" + mode,
      "--queriesPerSecond=" + queriesPerSecond,
      "--maxRequestsInFlight=" + MAX_IN_FLIGHT
    };
    Random random = new Random(seed);
    try (Scenario scenario =
        new Scenario(engine, folder)
            .withPosts(1_200, seed)
            .withProvider(Scenario.HEALTHY.withLatency(120, 60))) {
      for (int kill = 1; kill <= kills; kill++) {
        long enough = scenario.calls() + 1 + random.nextInt(240);
        try (JarProcess process = scenario.start(options)) {
          scenario.waitForCalls(enough);
          Thread.sleep(random.nextInt(100));
          assertThat("it is killed before it ends", process.isAlive());
          process.kill();
        }
        scenario.check();
        long paidTwice = scenario.calls() - scenario.stats().texts().distinct();
        assertThat(paidTwice, is(lessThanOrEqualTo((long) MAX_IN_FLIGHT * (kill - 1))));
      }
      try (JarProcess last = scenario.start(options)) {
        Scenario.sane(last.end()).finished();
      }

      scenario.checkAllDone();
      long paidTwice = scenario.calls() - scenario.distinctTexts();
      System.out.printf(
          "%s, %s: %d calls paid twice in %d kills%n", engine, mode, paidTwice, kills);
      assertThat(
          paidTwice,
          allOf(greaterThanOrEqualTo(0L), lessThanOrEqualTo((long) MAX_IN_FLIGHT * kills)));
      assertThat(
          scenario.tables().number("SELECT COUNT(*) FROM runs WHERE status = 'died'"),
          is((long) kills));
    }
  }
}
