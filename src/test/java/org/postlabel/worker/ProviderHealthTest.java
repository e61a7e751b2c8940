package org.postlabel.worker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;

class ProviderHealthTest {
  @TempDir private Path folder;
  private StopSign stopSign;

  @BeforeEach
  void setUp() {
    stopSign = new StopSign(new WorkerSetup(folder).tables.database(), "run-1");
  }

  @AfterEach
  void close() {
    stopSign.close();
  }

  @Test
  void stopsTheRunAfterTenFailuresInARow() {
    ProviderHealth health = new ProviderHealth(stopSign, () -> true);
    failTimes(health, 9);
    assertThat(stopSign.isSet(), is(false));

    failTimes(health, 1);

    assertThat(
        stopSign.get(),
        is(
            Optional.of(
                new Stop(
                    Stop.Kind.OUTAGE,
                    "the provider is down (HTTP 503); run again later, nothing paid for is lost"))));
  }

  @Test
  void bearsAFlakyProvider() {
    ProviderHealth health = new ProviderHealth(stopSign, () -> true);
    for (int i = 0; i < 50; i++) {
      health.answered();
      failTimes(health, 4);
    }
    assertThat(stopSign.isSet(), is(false));
  }

  @Test
  void blamesATextOnlyWhenAnotherWasScored() {
    ProviderHealth health = new ProviderHealth(stopSign, () -> false);

    assertThat(health.isTextAtFault("why not"), is(false));
    health.scored();
    assertThat(health.isTextAtFault("why not"), is(true));
    assertThat(new ProviderHealth(stopSign, () -> true).isTextAtFault("why not"), is(true));
    assertThat(stopSign.isSet(), is(false));
  }

  private static void failTimes(ProviderHealth health, int times) {
    for (int i = 0; i < times; i++) {
      health.failed("HTTP 503");
    }
  }
}
