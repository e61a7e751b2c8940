package org.postlabel.quota;

import java.io.Serializable;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How fast queries are sent. They are spread evenly at 98.4 % of the quota: the rest lets a query
 * arrive late without any window holding more than the quota.
 *
 * @param queriesPerWindow the quota; 0 means no limit
 * @param window the time it is counted over
 */
public record Pace(double queriesPerWindow, Duration window) implements Serializable {
  static final double SHARE_USED = 0.984;

  /** Part of the quota that one request may hold. */
  private static final double SHARE_TOGETHER = 0.004;

  /** Part of the rest that is for delays on the network; the other part is for late turns. */
  private static final double SHARE_FOR_DELAYS = 3.0 / 4;

  /** Part of the window by which a turn may be late before all turns move back. */
  private static final double SHARE_LATE = 0.05;

  /** The same where other workers take turns too. */
  private static final double SHARE_LATE_WHEN_SHARED = 0.003;

  /**
   * Kept free of each window where other workers take turns too: none of them sees how long the
   * queries of the others are on their way.
   */
  private static final double FREE_MICROS_WHEN_SHARED = 25_000;

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

  /** The same where other workers take turns too. */
  long intervalWhenSharedMicros() {
    double share = Math.min(SHARE_USED, 1 - FREE_MICROS_WHEN_SHARED / windowMicros());
    return (long) Math.ceil(intervalMicros() * SHARE_USED / share);
  }

  /** How many queries one request may hold so that no window holds more than the quota. */
  public int maxTogether() {
    return isLimited()
        ? 1 + (int) Math.min(queriesPerWindow * SHARE_TOGETHER, 1_000)
        : Integer.MAX_VALUE;
  }

  /**
   * How many queries {@link #leastApartMicros()} may hold: a window's, without those that are kept
   * free for queries with a long delay on the network.
   */
  long queriesApart() {
    return (long) (Math.ceil(queriesPerWindow) - Math.floor(queriesForDelays()));
  }

  /** The window, and longer where less than a query is kept free. */
  long leastApartMicros() {
    double part = queriesForDelays() - Math.floor(queriesForDelays());
    return windowMicros() + (long) (part * intervalMicros());
  }

  /** A query that is delayed arrives in a window that would be full without it. */
  private double queriesForDelays() {
    double room = Math.ceil(queriesPerWindow) - (double) windowMicros() / intervalMicros();
    return room * SHARE_FOR_DELAYS;
  }

  /** How late a turn may be used, in microseconds, without moving back those of all others. */
  public long maxLateMicros() {
    return (long) (windowMicros() * SHARE_LATE);
  }

  /** The same where other workers take turns too. */
  long maxLateWhenSharedMicros() {
    return (long) (windowMicros() * SHARE_LATE_WHEN_SHARED);
  }

  /** The time the quota is counted over, in microseconds. */
  public long windowMicros() {
    return window.toNanos() / 1_000;
  }
}
