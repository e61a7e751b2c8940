package org.postlabel.quota;

import java.io.Serializable;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How fast a quota lets us ask. Queries are spread evenly at 99 % of the quota: the missing
 * hundredth is the room that lets a query arrive late, or a few arrive together, without any window
 * holding more than the quota.
 *
 * @param queriesPerWindow the quota; 0 means no limit
 * @param window the time it is counted over
 */
public record Pace(double queriesPerWindow, Duration window) implements Serializable {
  static final double SHARE_USED = 0.99;

  /** Part of the quota by which the queries of one request may come before their time. */
  private static final double SHARE_TOGETHER = 0.004;

  /** Part of the room for late turns; the rest is for delays on the way to the provider. */
  private static final double SHARE_FOR_LATE_TURNS = 0.6;

  /** No limit. */
  public static final Pace UNLIMITED = new Pace(0, Duration.ofSeconds(1));

  public Pace {
    if (!(queriesPerWindow >= 0) || Double.isInfinite(queriesPerWindow)) {
      throw new IllegalArgumentException("a quota must be 0 or more, was " + queriesPerWindow);
    }
  }

  /** The stricter of two quotas; 0 stands for none. */
  public static Pace of(double queriesPerSecond, double queriesPerMinute) {
    require("--queriesPerSecond", queriesPerSecond);
    require("--queriesPerMinute", queriesPerMinute);
    Pace bySecond = new Pace(queriesPerSecond, Duration.ofSeconds(1));
    Pace byMinute = new Pace(queriesPerMinute, Duration.ofMinutes(1));
    return bySecond.isLimited() ? bySecond.stricterOf(byMinute) : byMinute;
  }

  private static void require(String option, double queries) {
    if (!(queries >= 0 && queries <= 1_000_000)) {
      throw new IllegalArgumentException(
          option + " must be 0..1000000 (0 means no limit), was " + queries);
    }
  }

  public boolean isLimited() {
    return queriesPerWindow > 0;
  }

  /** The slower of the two. */
  public Pace stricterOf(Pace other) {
    return !isLimited() || (other.isLimited() && other.intervalMicros() > intervalMicros())
        ? other
        : this;
  }

  /** The quota in queries per second; empty without a limit. */
  public OptionalDouble queriesPerSecond() {
    return isLimited()
        ? OptionalDouble.of(queriesPerWindow * 1e6 / windowMicros())
        : OptionalDouble.empty();
  }

  /** Time from one query to the next, in microseconds; 0 without a limit. */
  public long intervalMicros() {
    return isLimited() ? (long) Math.ceil(windowMicros() / (queriesPerWindow * SHARE_USED)) : 0;
  }

  /** How many queries one request may hold so that no window holds more than the quota. */
  public int maxTogether() {
    return isLimited()
        ? 1 + (int) Math.min(queriesPerWindow * SHARE_TOGETHER, 1_000)
        : Integer.MAX_VALUE;
  }

  /**
   * How late a query may be sent, in microseconds: later than that it would crowd those that
   * follow, and its turn is given up.
   */
  public long maxLateMicros() {
    double room = (queriesPerWindow - (maxTogether() - 1)) / (queriesPerWindow * SHARE_USED) - 1;
    return (long) (windowMicros() * room * SHARE_FOR_LATE_TURNS);
  }

  /** The time the quota is counted over, in microseconds. */
  public long windowMicros() {
    return window.toNanos() / 1_000;
  }
}
