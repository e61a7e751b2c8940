package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Labels.Sums;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** Providers that shut down, stop answering or lower their quota during a run. */
@OnBothDatabases
class ProviderOutageIT {
  private static final EmulatorSetup UNHURRIED = Scenario.HEALTHY.withLatency(100, 50);

  @Parameter Engine engine;
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"batch", "single"})
  void keepsWhatIsPaidForWhenTheProviderShutsDown(String mode) throws Exception {
    long answered = 405;
    try (Scenario scenario =
        new Scenario(engine, folder)
            .withPosts(1_500, 11)
            .withProvider(UNHURRIED.with("gone", 410).with("goneAfterCalls", answered))) {
      scenario.run("--requestMode=" + mode).exitedWith(ExitCode.REFUSED);

      Sums sums = scenario.check();
      long refused = scenario.stats().callsByStatus().get("410");
      assertThat(scenario.tables().number("SELECT COUNT(*) FROM ledger"), is(answered));
      assertThat((long) sums.labelled(), greaterThanOrEqualTo(answered));
      assertThat("with the text that cannot be at fault", refused, lessThanOrEqualTo(258L));

      scenario.withProvider(UNHURRIED);
      scenario.run("--requestMode=" + mode).finished();

      scenario.checkAllDone();
      assertThat(scenario.calls(), is(scenario.distinctTexts() + refused));
      assertThat(
          scenario.tables().number("SELECT COUNT(*) FROM runs WHERE status = 'refused'"), is(1L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "single"})
  void stopsWhenTheProviderStopsAnswering(String mode) throws Exception {
    String[] options = {
      "--requestMode=" + mode,
      "--requestTimeoutSeconds=1",
      "--maxRequestsInFlight=40",
      "--batchSize=5"
    };
    try (Scenario scenario =
        new Scenario(engine, folder).withPosts(1_500, 12).withProvider(UNHURRIED)) {
      CompletableFuture<Ended> run = scenario.runMeanwhile(options);
      scenario.waitForCalls(301);
      scenario.withProvider(UNHURRIED.with("hangRate", 1).with("hangTime", 60_000));
      long stoppedAt = System.nanoTime();
      Ended ended = run.get().exitedWith(ExitCode.RUN_AGAIN);

      Duration took = Duration.ofNanos(System.nanoTime() - stoppedAt);
      assertThat(took, lessThan(Duration.ofSeconds(30)));
      assertThat(ended.err(), containsString("postlabel: the provider is down"));
      Sums sums = scenario.check();
      long unanswered = scenario.stats().callsByStatus().get("none");
      assertThat(sums.labelled(), greaterThan(200));

      scenario.withProvider(UNHURRIED);
      scenario.run(options).finished();

      scenario.checkAllDone();
      long failed = scenario.tables().number("SELECT SUM(failures) FROM run_traffic");
      // On a busy machine an answer takes more than a second: these count as failed too.
      assertThat("failed, by the runs' count", failed, greaterThanOrEqualTo(unanswered));
      long asked = scenario.distinctTexts() + failed;
      assertThat(scenario.calls(), greaterThanOrEqualTo(asked));
      long late = failed - unanswered;
      assertThat(
          scenario.calls(), lessThanOrEqualTo(asked + Math.min(late, scenario.harmlessCalls())));
    }
  }

  @Test
  void keepsToAQuotaThatIsLoweredWhileItRuns() throws Exception {
    try (Scenario scenario =
        new Scenario(engine, folder)
            .withPosts(800, 13)
            .withProvider(UNHURRIED.with("queriesPerSecond", 200))) {
      CompletableFuture<Ended> run =
          scenario.runMeanwhile("--requestMode=single", "--queriesPerSecond=200");
      scenario.waitForCalls(301);
      scenario.withProvider(UNHURRIED.with("queriesPerSecond", 60));
      scenario.waitForCalls(501);
      long throttledSoFar = throttled(scenario);
      Ended ended = run.get().finished();

      scenario.checkAllDone();
      assertThat(ended.err(), containsString("The provider's quota is 3600.0 queries per minute"));
      assertThat(throttled(scenario) - throttledSoFar, lessThan(5L));
      assertThat(throttledSoFar, lessThan(100L));
      assertThat(scenario.calls(), is(scenario.distinctTexts() + throttled(scenario)));
    }
  }

  private static long throttled(Scenario scenario) {
    return scenario.stats().callsByStatus().getOrDefault("429", 0L);
  }
}
