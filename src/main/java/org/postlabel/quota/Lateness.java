package org.postlabel.quota;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How late turns may be used, and by how much they have moved back since some were used later.
 * Thread-safe.
 */
final class Lateness {
  /** How long a quota counts as shared after others have taken turns. */
  private static final long SHARED_FOR_MICROS = 60_000_000;

  private final MicroClock clock;
  private final AtomicLong movedBackMicros = new AtomicLong();
  private volatile long sharedUntilMicros = Long.MIN_VALUE;

  Lateness(MicroClock clock) {
    this.clock = clock;
  }

  /** Other workers have just taken turns. */
  void othersTakeTurns() {
    sharedUntilMicros = clock.nowMicros() + SHARED_FOR_MICROS;
  }

  /** Whether other workers have taken turns lately. */
  boolean isShared() {
    return clock.nowMicros() < sharedUntilMicros;
  }

  /** By how much all turns of this worker have moved back since it started. */
  long movedBackMicros() {
    return movedBackMicros.get();
  }

  /** Less where others take turns: they do not see how late a turn was used. */
  long maxMicros(Pace pace) {
    return isShared() ? pace.maxLateWhenSharedMicros() : pace.maxLateMicros();
  }

  /**
   * Whether {@code turn} may be used now although it is late. When it is later than allowed, all
   * turns from now on move back by the difference, and no turn is lost; the schedule moves back
   * when turns are taken again. A turn that is a whole window late is lost.
   */
  boolean mayUse(long turn, Pace pace) {
    long late = clock.nowMicros() - turn;
    if (late > pace.windowMicros()) {
      return false;
    }
    movedBackMicros.addAndGet(Math.max(0, late - maxMicros(pace)));
    return true;
  }
}
