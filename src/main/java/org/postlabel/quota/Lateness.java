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

  /** When a turn may be used that was to be used at {@code planned} before any moved back. */
  long timeOf(long planned) {
    return planned + movedBackMicros.get();
  }

  /**
   * Whether a turn may be used now although it is late. When it is later than allowed, all turns
   * from now on move back by the difference, and no turn is lost; the schedule moves back when
   * turns are taken again. A turn that is a whole window late is lost.
   */
  boolean mayUse(long planned, Pace pace) {
    if (clock.nowMicros() - timeOf(planned) > pace.windowMicros()) {
      return false;
    }
    moveBack(planned, pace);
    return true;
  }

  /**
   * The query of a turn left only now. Others who take turns do not see that it was late, so that
   * our turns move back as if it had been used late; alone, our own window is enough.
   */
  void left(long planned, Pace pace) {
    if (isShared()) {
      moveBack(planned, pace);
    }
  }

  private void moveBack(long planned, Pace pace) {
    long least = clock.nowMicros() - maxMicros(pace) - planned;
    movedBackMicros.accumulateAndGet(least, Math::max);
  }
}
