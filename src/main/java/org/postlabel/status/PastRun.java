package org.postlabel.status;

import java.time.Duration;
import java.time.Instant;
import org.postlabel.run.TokensSpent;

/**
 * A run, past or in progress.
 *
 * @param status as in the table of runs, but {@code died} as soon as there is no sign of life
 * @param lastSeenAt when it ended, or was last heard of
 * @param providerChangeOrNull what canary texts told of the provider when it had changed
 */
public record PastRun(
    String id,
    String scorerId,
    String status,
    Instant startedAt,
    Instant lastSeenAt,
    Sums sums,
    String providerChangeOrNull) {

  public Duration took() {
    return Duration.between(startedAt, lastSeenAt);
  }

  /** What became of its posts, the queries it sent, and the tokens that they used. */
  public record Sums(
      long labelled, long failed, long leftForLater, long calls, TokensSpent tokens) {}
}
