package org.postlabel.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run in progress has come.
 *
 * @param posts on its list; 0 while it is being made
 * @param done labelled or failed
 * @param answered texts with an answer; their labels are written at the end of a slice
 * @param queries what it sent lately
 */
public record RunProgress(
    String runId,
    String scorerId,
    Instant startedAt,
    Duration elapsed,
    long posts,
    long done,
    long answered,
    Queries queries) {

  /** Posts done per second since the start. */
  public double postsPerSecond() {
    return done / Math.max(1, elapsed.toMillis() / 1_000.0);
  }

  /**
   * The time for the posts that are left, at the pace so far. While none is answered it is the time
   * for one query each; empty when there is no pace yet.
   */
  public Optional<Duration> timeLeft() {
    long through = Math.max(done, Math.min(posts, answered));
    double pace =
        through > 0
            ? through / Math.max(1, elapsed.toMillis() / 1_000.0)
            : queries.perSecond().orElse(0);
    return pace > 0 && posts > 0
        ? Optional.of(Duration.ofSeconds(Math.round((posts - through) / pace)))
        : Optional.empty();
  }

  /**
   * Queries of the last minute.
   *
   * @param perSecond empty in the first seconds of a run
   * @param quotaPerSecond empty without a limit
   * @param fromLedger texts answered without a query
   */
  public record Queries(
      OptionalDouble perSecond,
      OptionalDouble quotaPerSecond,
      long retries,
      long throttled,
      long failures,
      long fromLedger) {

    /** The share of the quota that is used. */
    public OptionalDouble quotaUse() {
      return perSecond.isPresent() && quotaPerSecond.isPresent()
          ? OptionalDouble.of(perSecond.getAsDouble() / quotaPerSecond.getAsDouble())
          : OptionalDouble.empty();
    }
  }
}
