package org.postlabel.scoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.postlabel.quota.Pace;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Outcome;

/**
 * Stops a run that is throttled for minutes without a single answer: its quota is used up, maybe
 * for the day; at once when the provider says that it is. Thread-safe.
 */
final class ThrottledWatch {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A quota of a few queries an hour is not used up because one of them is throttled. */
  private static final int QUERIES = 3;

  private final StopSign stopSign;
  private final Duration patience;
  private final InstantSource clock;
  private Instant throttledSinceOrNull;
  private String quotaOrNull;
  private boolean isForTheDay;

  /**
   * @param patience from the first query that is throttled
   */
  ThrottledWatch(StopSign stopSign, Duration patience, InstantSource clock) {
    this.stopSign = stopSign;
    this.patience = patience;
    this.clock = clock;
  }

  /** Five minutes, or three queries at a slower pace. */
  static Duration patience(Pace pace) {
    Duration queries = Duration.ofNanos(pace.intervalMicros() * QUERIES * 1_000);
    return queries.compareTo(PATIENCE) > 0 ? queries : PATIENCE;
  }

  synchronized void throttled(Outcome.Throttled outcome) {
    if (throttledSinceOrNull == null) {
      throttledSinceOrNull = clock.instant();
    }
    if (outcome.quotaOrNull() != null) {
      quotaOrNull = outcome.quotaOrNull();
      isForTheDay = outcome.isForTheDay();
    }
  }

  /** The provider has dealt with a text. */
  synchronized void answered() {
    throttledSinceOrNull = null;
    quotaOrNull = null;
    isForTheDay = false;
  }

  /** Sets the stop sign when it is time. */
  void look() {
    Optional<String> cause = cause();
    cause.ifPresent(message -> stopSign.set(new Stop(Stop.Kind.OUTAGE, message)));
  }

  private synchronized Optional<String> cause() {
    if (isForTheDay) {
      return Optional.of(
          "the provider's limit for the day is used up (HTTP 429 "
              + quotaOrNull
              + "); run again when it is renewed");
    }
    return throttledSinceOrNull == null
            || clock.instant().isBefore(throttledSinceOrNull.plus(patience))
        ? Optional.empty()
        : Optional.of(
            "the provider has throttled every query for %d minutes (HTTP 429); %s; run again later"
                .formatted(
                    patience.toMinutes(),
                    quotaOrNull == null
                        ? "it does not name the quota"
                        : "the quota that it names is " + quotaOrNull));
  }
}
