package org.postlabel.report.course;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row of {@code runs}.
 *
 * @param lastSeenAt when it ended, or when its heart last beat
 * @param options the effective ones; secrets are never among them
 * @param canaries what they told of the provider
 * @param stopMessageOrNull why it ended early
 */
public record RunFacts(
    String runId,
    String scorerId,
    String status,
    String toolVersion,
    Instant startedAt,
    Instant lastSeenAt,
    RunSums sums,
    SortedMap<String, String> options,
    CanaryFindings canaries,
    String stopMessageOrNull) {
  public RunFacts {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /** How long it has taken so far, at least a second. */
  public Duration wallTime() {
    Duration time = Duration.between(startedAt, lastSeenAt);
    return time.toSeconds() < 1 ? Duration.ofSeconds(1) : time;
  }

  /** Labelled and failed posts per second. */
  public double postsPerSecond() {
    return (sums.labelled() + sums.failed()) / (wallTime().toMillis() / 1000.0);
  }
}
