package org.postlabel.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class ProviderHealthTest {
  @Parameter private Engine engine;
  private WorkerSetup setup;
  private StopSign stopSign;
  private ThrottledWatch unwatched;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
    stopSign = new StopSign(setup.tables.database(), "run-1");
    unwatched = new ThrottledWatch(stopSign, Duration.ofHours(1), InstantSource.system());
  }

  @AfterEach
  void close() {
    stopSign.close();
    setup.close();
  }

  @Test
  void stopsTheRunAfterTenFailuresInARow() {
    ProviderHealth health = new ProviderHealth(stopSign, unwatched, () -> true);
    failTimes(health, 9);
    assertThat(stopSign.isSet(), is(false));

    failTimes(health, 1);

    assertThat(
        stopSign.get(),
        is(
            Optional.of(
                new Stop(
                    Stop.Kind.OUTAGE,
                    "the provider is down (HTTP 503); run again later, nothing paid for is"
                        + " lost"))));
  }

  @Test
  void toleratesAFlakyProvider() {
    ProviderHealth health = new ProviderHealth(stopSign, unwatched, () -> true);
    for (int i = 0; i < 50; i++) {
      health.answered();
      failTimes(health, 4);
    }
    assertThat(stopSign.isSet(), is(false));
  }

  @Test
  void takesARejectionForTheTextsOnlyWhenAnotherWasScored() {
    ProviderHealth health = new ProviderHealth(stopSign, unwatched, () -> false);

    assertThat(health.isTextAtFault("why not"), is(false));
    health.scored();
    assertThat(health.isTextAtFault("why not"), is(true));
    assertThat(
        new ProviderHealth(stopSign, unwatched, () -> true).isTextAtFault("why not"), is(true));
    assertThat(stopSign.isSet(), is(false));
  }

  private static void failTimes(ProviderHealth health, int times) {
    for (int i = 0; i < times; i++) {
      health.failed("HTTP 503");
    }
  }
}
