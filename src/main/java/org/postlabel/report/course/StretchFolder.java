package org.postlabel.report.course;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.postlabel.metrics.Counts;
import org.postlabel.metrics.Latencies;
import org.postlabel.report.course.Course.Latency;
import org.postlabel.report.course.Course.Stretch;
import org.postlabel.run.RecordedRun;

/** Folds traffic, in the order of time, into stretches of equal length without a gap. */
final class StretchFolder {
  private final RecordedRun run;
  private final long seconds;
  private final List<Stretch> stretches = new ArrayList<>();
  private final Histogram wholeLatencies = Latencies.none();
  private final Histogram latencies = Latencies.none();
  private Counts counts = Counts.NONE;
  private Instant fromOrNull;

  /** Stretches of {@code run}, {@code seconds} long. */
  StretchFolder(RecordedRun run, long seconds) {
    this.run = run;
    this.seconds = seconds;
  }

  /** Adds what was sent from {@code second} on, which is no earlier than the last one. */
  void add(long second, Counts more, Histogram moreLatencies) {
    Instant from = Instant.ofEpochSecond(Math.floorDiv(second, seconds) * seconds);
    if (fromOrNull == null) {
      fromOrNull = from;
    }
    while (fromOrNull.isBefore(from)) {
      close();
    }
    counts = counts.plus(more);
    latencies.add(moreLatencies);
    wholeLatencies.add(moreLatencies);
  }

  /** All stretches; nothing may follow. */
  List<Stretch> stretches() {
    if (fromOrNull != null) {
      close();
    }
    return stretches;
  }

  Latency latency() {
    return Latency.of(wholeLatencies);
  }

  private void close() {
    stretches.add(new Stretch(fromOrNull, secondsInRun(), counts, Latency.of(latencies)));
    fromOrNull = fromOrNull.plusSeconds(seconds);
    counts = Counts.NONE;
    latencies.reset();
  }

  /** The first stretch begins before the run, and the last one ends after it. */
  private double secondsInRun() {
    Instant begin = fromOrNull.isBefore(run.startedAt()) ? run.startedAt() : fromOrNull;
    Instant end = fromOrNull.plusSeconds(seconds);
    Instant last = run.lastSeenAt().isBefore(end) ? run.lastSeenAt() : end;
    return Math.max(1, Duration.between(begin, last).toMillis() / 1000.0);
  }
}
