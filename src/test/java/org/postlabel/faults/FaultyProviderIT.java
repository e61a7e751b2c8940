package org.postlabel.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** A provider that answers most of the time, and not always what it should. */
@OnBothDatabases
class FaultyProviderIT {
  private static final EmulatorSetup SOME_FAIL =
      Scenario.HEALTHY
          .with(Fault.THROTTLED, .05)
          .with(Fault.UNAVAILABLE, .01)
          .with(Fault.MALFORMED, .02)
          .with(Fault.BAD_GATEWAY, .02)
          .with(Fault.RESET, .02)
          .with(Fault.TRUNCATED, .02)
          .with(Fault.HANG, .02)
          .with("hangTime", 5_000);

  @Parameter Engine engine;
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"batch,2", "single,3"})
  void labelsEveryPostInTheEnd(String mode, long seed) throws Exception {
    try (Scenario scenario =
        new Scenario(engine, folder)
            .withPosts(600, seed)
            .withProvider(SOME_FAIL.with("seed", seed))) {
      scenario
          .runUntilDone(
              5,
              "--requestMode=" + mode,
              "--batchSize=10",
              "--maxAttempts=20",
              "--requestTimeoutSeconds=1")
          .finished();

      scenario.checkAllDone();
      assertThat(scenario.stats().faults().get("throttled"), greaterThan(10L));
      System.out.printf(
          "%s: %d calls for %d texts, faults %s%n",
          mode, scenario.calls(), scenario.distinctTexts(), scenario.stats().faults());
    }
  }

  @Test
  void pairsAnswersWhosePartsAreShuffledMissingDoubledOrForeign() throws Exception {
    EmulatorSetup wild =
        Scenario.HEALTHY
            .with("seed", 4)
            .with("shuffleParts", true)
            .with(Fault.MISSING_PART, .1)
            .with(Fault.DOUBLED_PART, .1)
            .with(Fault.FOREIGN_PART, .1);
    try (Scenario scenario = new Scenario(engine, folder).withPosts(1_500, 4).withProvider(wild)) {
      scenario.runUntilDone(3).finished();

      scenario.checkAllDone();
      long missing = scenario.stats().faults().get("missing_part");
      assertThat(missing, greaterThan(50L));
      assertThat(scenario.calls(), greaterThan((long) scenario.distinctTexts()));
      assertThat(scenario.calls(), lessThanOrEqualTo(scenario.distinctTexts() + missing));
    }
  }

  @Test
  void goesOnWithSingleCallsWhereThereIsNoBatchEndpointAndSaysSoOnce() throws Exception {
    try (Scenario scenario =
        new Scenario(engine, folder)
            .withPosts(800, 5)
            .withProvider(Scenario.HEALTHY.with("batchEndpoint", false))) {
      Ended ended = scenario.run().finished();

      scenario.checkAllDone();
      scenario.checkPaidOnce();
      assertThat(ended.err(), containsString("sending single calls"));
      assertThat(ended.err().split("sending single calls", -1).length - 1, is(1));
    }
  }
}
