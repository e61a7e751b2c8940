package org.postlabel.scoring;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.quota.Pace;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Outcome;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class ThrottledWatchTest {
  private static final Outcome.Throttled THROTTLED =
      new Outcome.Throttled(null, OptionalDouble.empty());

  @Parameter private Engine engine;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private WorkerSetup setup;
  private StopSign stopSign;
  private ThrottledWatch watch;

  @BeforeEach
  void setUp() {
    setup = new WorkerSetup(engine);
    stopSign = new StopSign(setup.tables.database(), "run-1");
    watch = new ThrottledWatch(stopSign, Duration.ofMinutes(5), now::get);
  }

  @AfterEach
  void close() {
    stopSign.close();
    setup.close();
  }

  @Test
  void stopsARunThatIsThrottledForFiveMinutesWithoutAnAnswer() {
    watch.throttled(THROTTLED);
    later(299);
    watch.throttled(THROTTLED);
    assertThat(messageOrNull(), nullValue());

    later(1);

    assertThat(
        messageOrNull(),
        is(
            "the provider has throttled every query for 5 minutes (HTTP 429); it does not name the"
                + " quota; run again later"));
    assertThat(stopSign.get().orElseThrow().kind(), is(Stop.Kind.OUTAGE));
  }

  @Test
  void printsTheQuotaThatTheProviderNames() {
    watch.throttled(new Outcome.Throttled(null, OptionalDouble.empty(), "PerHour (1000)"));
    watch.throttled(THROTTLED);
    later(300);

    assertThat(
        messageOrNull(),
        is(
            "the provider has throttled every query for 5 minutes (HTTP 429); the quota that it"
                + " names is PerHour (1000); run again later"));
  }

  @Test
  void stopsAtOnceWhenTheLimitOfTheDayIsUsedUp() {
    watch.throttled(THROTTLED);
    watch.throttled(new Outcome.Throttled(null, OptionalDouble.empty(), "PerDay (1000)"));
    later(1);

    assertThat(
        messageOrNull(),
        is(
            "the provider's limit for the day is used up (HTTP 429 PerDay (1000)); run again when"
                + " it is renewed"));
    assertThat(stopSign.get().orElseThrow().kind(), is(Stop.Kind.OUTAGE));
  }

  @Test
  void goesOnAfterAnAnswer() {
    watch.throttled(THROTTLED);
    later(200);
    watch.answered();
    later(200);
    watch.throttled(THROTTLED);
    later(200);

    assertThat(messageOrNull(), nullValue());
  }

  @Test
  void goesOnWhenNothingIsThrottled() {
    later(1_000);

    assertThat(messageOrNull(), nullValue());
  }

  @Test
  void waitsForAFewQueriesOfASlowQuota() {
    assertThat(ThrottledWatch.patience(Pace.of(10, 0)), is(Duration.ofMinutes(5)));
    assertThat(ThrottledWatch.patience(Pace.UNLIMITED), is(Duration.ofMinutes(5)));
    assertThat(ThrottledWatch.patience(Pace.of(0, 0.1)).toMinutes() >= 30, is(true));
  }

  @Test
  @Timeout(60)
  void endsTheWorkOfAWorkerWhoseProviderThrottlesEverything() throws Exception {
    ScriptedScorer scorer = new ScriptedScorer(1, question -> THROTTLED);
    try (Worker worker = new Worker(setup.config("run-2", scorer, 0), Duration.ofMillis(1))) {
      WorkerSetup.answers(worker, WorkerSetup.questions(1));

      while (!worker.stopSign().isSet()) {
        MILLISECONDS.sleep(10);
      }
      assertThat(worker.stopSign().get().orElseThrow().kind(), is(Stop.Kind.OUTAGE));
    }
  }

  private void later(int seconds) {
    now.updateAndGet(instant -> instant.plusSeconds(seconds));
    watch.look();
  }

  private String messageOrNull() {
    return stopSign.get().map(Stop::message).orElse(null);
  }
}
