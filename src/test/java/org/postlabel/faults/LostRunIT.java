package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** A run that is suspended for so long that another begins in its place, and then goes on. */
@OnBothDatabases
class LostRunIT {
  private static final int MAX_IN_FLIGHT = 20;

  @Parameter Engine engine;
  @TempDir Path folder;

  @Test
  void sendsNothingMoreAndSpoilsNoSum() throws Exception {
    int queriesPerSecond = engine == Engine.SQLITE ? 60 : 0; // Without a quota none are leased.
    String[] options = {
      "--requestMode=single",
      "--queriesPerSecond=" + queriesPerSecond,
      "--maxRequestsInFlight=" + MAX_IN_FLIGHT,
      "--sliceSize=400"
    };
    try (Scenario scenario =
            new Scenario(engine, folder)
                .withPosts(1_200, 21)
                .withProvider(Scenario.HEALTHY.withLatency(200, 50));
        JarProcess first = scenario.start(options)) {
      scenario.waitForCalls(100);
      first.signal("STOP");
      String longAgo = engine == Engine.SQLITE ? "2026-01-01-00:00:00" : "2026-01-01 00:00:00";
      scenario.tables().execute("UPDATE runs SET heartbeat_at = '%s'".formatted(longAgo));
      long callsWhenSuspended = scenario.calls();
      try (JarProcess second = scenario.start(options)) {
        scenario.waitForCalls(callsWhenSuspended + MAX_IN_FLIGHT + 10);
        first.signal("CONT");

        Ended lost = Scenario.sane(first.end()).exitedWith(ExitCode.RUN_AGAIN);
        assertThat(lost.err(), containsString("was taken for dead: no heartbeat came for 30 s"));
        assertThat(lost.out(), not(containsString("read")));
        Scenario.sane(second.end()).finished();
      }

      scenario.checkAllDone();
      long paidTwice = scenario.calls() - scenario.distinctTexts();
      System.out.printf(
          "%s, %d a second: %d calls paid twice%n", engine, queriesPerSecond, paidTwice);
      assertThat(paidTwice, is(lessThanOrEqualTo((long) MAX_IN_FLIGHT)));
      assertThat(
          scenario.tables().texts("SELECT status FROM runs ORDER BY started_at, run_id").toString(),
          is("[died, done]"));
    }
  }
}
