package org.postlabel.plan;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postlabel.quota.Pace;

/**
 * How long calls take that begin now and keep to a pace. Without a limit the provider's own speed
 * decides; it is unknown and counted as zero.
 */
public record Timetable(Pace pace, Instant now, Optional<Ending> ending) {
  /** The same, no faster than {@code other}. */
  Timetable slowedBy(Pace other) {
    return new Timetable(pace.stricterOf(other), now, ending);
  }

  public Duration time(long calls) {
    return Duration.of(pace.intervalMicros(), MICROS).multipliedBy(calls);
  }

  public Instant finish(long calls) {
    return now.plus(time(calls));
  }

  /** Whether {@code calls} are done before the end, if any. */
  public boolean fits(long calls) {
    return calls <= fitting();
  }

  /** How many calls fit before the end; the greatest number when nothing is in their way. */
  public long fitting() {
    if (ending.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (!now.isBefore(ending.get().at())) {
      return 0;
    }
    return pace.isLimited()
        ? Duration.between(now, ending.get().at())
            .dividedBy(Duration.of(pace.intervalMicros(), MICROS))
        : Long.MAX_VALUE;
  }

  /**
   * When no more calls are made.
   *
   * @param why in words, as in "after --deadline"
   */
  public record Ending(Instant at, String why) {}
}
