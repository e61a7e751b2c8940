package org.postlabel.quota;

import java.time.Duration;
import java.util.OptionalDouble;

/** The turns of a quota, handed out in order to all who share it. Thread-safe. */
public interface Schedule {
  /**
   * Takes the next {@code turns} turns, each {@code intervalMicros} after the one before.
   *
   * @param laterMicros by how much these turns, and all that follow, move back first
   */
  Lease take(int turns, long intervalMicros, long laterMicros);

  /**
   * Hands out no turn before {@code pause} has passed, and from now on none faster than the
   * provider's limit when it named one. Turns that were taken through this schedule before are
   * void, and are handed out again where possible.
   */
  void pause(Duration pause, OptionalDouble limitPerMinute);

  /** Forgets a limit that the provider once named: it may have been raised since. */
  void forgetLimit();

  /**
   * Turns that are ours.
   *
   * @param firstMicros when the first may be used, in microseconds since 1970 on this machine's
   *     clock
   * @param intervalMicros time from one turn to the next
   * @param turns how many
   * @param limitPerMinute the provider's own limit, when it once named one
   * @param isShared whether others have taken turns since our last
   */
  record Lease(
      long firstMicros,
      long intervalMicros,
      int turns,
      OptionalDouble limitPerMinute,
      boolean isShared) {}
}
