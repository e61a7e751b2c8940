package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.postlabel.faults.Labels.Sums;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;

/**
 * A SQLite file at its maximum size. A run retries for a minute or two, so this test runs beside
 * others; it runs nothing in this process.
 */
@Execution(ExecutionMode.CONCURRENT)
class FullSqliteDiskIT {
  private static final int MAX_IN_FLIGHT = 20;

  @TempDir Path folder;

  @Test
  void endsTheRunAndLosesOnlyWhatWasInFlight() throws Exception {
    String[] options = {"--maxRequestsInFlight=" + MAX_IN_FLIGHT, "--requestMode=single"};
    try (Scenario scenario =
        new Scenario(Engine.SQLITE, folder)
            .withPosts(1_000, 21)
            .withProvider(Scenario.HEALTHY.withLatency(50, 20))) {
      long pages = scenario.tables().number("PRAGMA page_count");
      String[] inLittleRoom = {
        options[0],
        options[1],
        "--connectionURL=" + scenario.tables().database().url() + "?max_page_count=" + (pages + 250)
      };
      try (JarProcess process = scenario.start(inLittleRoom)) {
        Ended ended = Scenario.sane(process.end());
        assertThat(ended.toString(), ended.exitCode(), is(not(ExitCode.DONE.code())));
        assertThat(ended.toString(), ended.exitCode(), is(not(ExitCode.INCOMPLETE.code())));
        assertThat(ended.err(), containsString("postlabel: "));
        assertThat(ended.err(), containsString("full"));
        assertThat(ended.took(), lessThan(Duration.ofMinutes(4)));
      }
      Sums sums = scenario.check();
      long kept = scenario.tables().number("SELECT COUNT(*) FROM ledger");
      assertThat(kept, greaterThan(50L));
      assertThat(sums.left(), greaterThan(100));
      assertThat(scenario.calls() - kept, is(lessThanOrEqualTo((long) MAX_IN_FLIGHT)));

      try (JarProcess process = scenario.start(options)) {
        Scenario.sane(process.end()).finished();
      }
      scenario.checkAllDone();
      assertThat(
          scenario.calls() - scenario.distinctTexts(), is(lessThanOrEqualTo((long) MAX_IN_FLIGHT)));
    }
  }
}
