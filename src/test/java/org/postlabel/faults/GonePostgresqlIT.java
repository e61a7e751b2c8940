package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.PostgresServer;

/**
 * A database server that crashes in mid-run. A run waits a minute for it to come back, so this goes
 * on beside the other tests; it runs nothing in this process.
 */
@Execution(ExecutionMode.CONCURRENT)
class GonePostgresqlIT {
  private static final int MAX_IN_FLIGHT = 20;
  private static final long AWAY_MILLIS = 5_000;

  @TempDir Path folder;
  @AutoClose private final PostgresServer server = PostgresServer.own();

  @ParameterizedTest
  @CsvSource({"single,28", "batch,29"})
  void isWaitedForAndNothingIsLost(String mode, long seed) throws Exception {
    try (Scenario scenario = scenario(seed);
        JarProcess process = scenario.start(options(mode))) {
      for (int crash = 1; crash <= 2; crash++) {
        long enough = 300L * crash;
        scenario.waitForCalls(enough);
        server.crash();
        Thread.sleep(AWAY_MILLIS);
        server.startAgain();
      }
      Ended ended = Scenario.sane(process.end()).finished();

      scenario.checkAllDone();
      assertThat(ended.funnel("left for later"), is(0L));
      assertThat(ended.funnel("calls"), is(scenario.calls()));
      assertThat(paidTwice(scenario), is(lessThanOrEqualTo(2L * MAX_IN_FLIGHT)));
      System.out.printf("%s: %d calls paid twice in 2 crashes%n", mode, paidTwice(scenario));
    }
  }

  @Test
  void endsTheRunWhenItStaysAwayAndTheNextOneGoesOn() throws Exception {
    try (Scenario scenario = scenario(30)) {
      try (JarProcess process = scenario.start(options("single"))) {
        scenario.waitForCalls(300);
        server.crash();
        Duration ending = process.timeFromLineToEnd("postlabel: ");
        Ended ended = Scenario.sane(process.end()).exitedWith(ExitCode.RUN_AGAIN);
        System.out.printf("ended %s after its start, %s after its line%n", ended.took(), ending);

        assertThat(ending, lessThan(Duration.ofSeconds(10)));
        assertThat(
            ended.err().lines().filter(line -> line.startsWith("postlabel: ")).toList().toString(),
            allOf(containsString(" refused. "), containsString("run again")));
        assertThat(ended.took(), lessThan(Duration.ofMinutes(4)));
      }
      server.startAgain();
      assertThat(scenario.check().left(), greaterThan(100));

      try (JarProcess process = scenario.start(options("single"))) {
        Scenario.sane(process.end()).finished();
      }
      scenario.checkAllDone();
      assertThat(paidTwice(scenario), is(lessThanOrEqualTo((long) MAX_IN_FLIGHT)));
    }
  }

  private Scenario scenario(long seed) throws Exception {
    return new Scenario(server.migratedDatabase(), folder)
        .withPosts(1_000, seed)
        .withProvider(Scenario.HEALTHY.withLatency(120, 60));
  }

  private static String[] options(String mode) {
    return new String[] {
      "--requestMode=" + mode, "--queriesPerSecond=100", "--maxRequestsInFlight=" + MAX_IN_FLIGHT
    };
  }

  private static long paidTwice(Scenario scenario) {
    return scenario.calls() - scenario.distinctTexts();
  }
}
