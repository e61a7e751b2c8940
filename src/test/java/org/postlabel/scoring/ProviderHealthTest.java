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
import org.postlabel.scorer.Outcome;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class ProviderHealthTest {
  @Parameter private Engine engine;
  private WorkerSetup setup;
  private StopSign stopSign;
  private ThrottledWatch unwatched;
  private Outcome harmless;
  private ScriptedScorer scorer;
  private Worker worker;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
    stopSign = new StopSign(setup.tables.database(), "run-1");
    harmless = Outcome.TryLater.because("HTTP 503", null);
    scorer = new ScriptedScorer(1, question -> harmless);
    worker = setup.worker(scorer);
    unwatched = new ThrottledWatch(stopSign, Duration.ofHours(1), InstantSource.system());
  }

  @AfterEach
  void close() {
    worker.close();
    stopSign.close();
    setup.close();
  }

  @Test
  void stopsTheRunAfterTenFailuresInARow() {
    ProviderHealth health = health(true);
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
  void goesOnWhenATextThatCannotBeAtFaultIsAnswered() {
    harmless = ScriptedScorer.SCORED;
    ProviderHealth health = health(true);

    failTimes(health, 10);
    assertThat(scorer.asked().size(), is(1));
    assertThat(stopSign.isSet(), is(false));

    harmless = Outcome.TryLater.noProvider("no answer in time");
    failTimes(health, 10);
    assertThat(scorer.asked().size(), is(2));
    assertThat(stopSign.isSet(), is(true));
  }

  @Test
  void takesARefusalForTheTextsOnlyWhenAnotherIsAnswered() {
    harmless = ScriptedScorer.SCORED;
    assertThat(health(false).isTextRefused("HTTP 403"), is(true));
    assertThat(stopSign.isSet(), is(false));

    harmless = new Outcome.Refused("HTTP 403");
    assertThat(health(true).isTextRefused("HTTP 403"), is(false));
    assertThat(stopSign.get(), is(Optional.of(new Stop(Stop.Kind.REFUSED, "HTTP 403"))));
  }

  @Test
  void toleratesAFlakyProvider() {
    ProviderHealth health = health(true);
    for (int i = 0; i < 50; i++) {
      health.answered();
      failTimes(health, 4);
    }
    assertThat(stopSign.isSet(), is(false));
  }

  @Test
  void takesARejectionForTheTextsOnlyWhenAnotherWasScored() {
    ProviderHealth health = health(false);

    assertThat(health.isTextAtFault("why not"), is(false));
    health.scored();
    assertThat(health.isTextAtFault("why not"), is(true));
    assertThat(health(true).isTextAtFault("why not"), is(true));
    assertThat(stopSign.isSet(), is(false));
  }

  private ProviderHealth health(boolean hasEverScored) {
    return new ProviderHealth(stopSign, unwatched, () -> hasEverScored, worker.check());
  }

  private static void failTimes(ProviderHealth health, int times) {
    for (int i = 0; i < times; i++) {
      health.failed("HTTP 503");
    }
  }
}
