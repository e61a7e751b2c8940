package org.postlabel.quota;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The turns that a worker has taken from the schedule and not used yet. The next lease is taken on
 * another thread when half of one is used. Only one thread at a time may use turns; all else is
 * thread-safe.
 */
final class HeldTurns {
  /**
   * The longest lease: what a crashed worker costs the others. Half of it is how long the database
   * may be slow without a turn being late.
   */
  private static final long LEASE_MICROS = 200_000;

  /** The same where other workers take turns too, and at first, when they are not known yet. */
  private static final long SHARED_LEASE_MICROS = 50_000;

  private final Schedule schedule;
  private final MicroClock clock;
  private final Executor aheadThread;
  private final long slowStartMicros;
  private final Lateness lateness;
  private volatile Pace pace;
  private volatile long startedMicros;

  /** How many pauses the schedule knows of; each voids the turns that were taken before it. */
  private volatile int pauses;

  /** Held while turns are taken, and while the schedule is paused. */
  private final Object taking = new Object();

  /** How much of our lateness the schedule knows; guarded by {@code taking}. */
  private long toldMovedBackMicros;

  /** From here on, for the thread that uses turns. */
  private long leaseMicros = SHARED_LEASE_MICROS;

  private Lease held;
  private int used;
  private CompletableFuture<Lease> ahead;

  HeldTurns(
      Pace pace,
      Schedule schedule,
      MicroClock clock,
      Lateness lateness,
      Executor aheadThread,
      long slowStartMicros) {
    this.pace = pace;
    this.schedule = schedule;
    this.clock = clock;
    this.lateness = lateness;
    this.aheadThread = aheadThread;
    this.slowStartMicros = slowStartMicros;
  }

  /** The configured pace, or the provider's own limit when that is slower. */
  Pace pace() {
    return pace;
  }

  /** Keeps to the provider's limit, in every second; false when it is not slower than the pace. */
  synchronized boolean adopt(double limitPerMinute) {
    Pace stricter = pace.stricterOf(new Pace(limitPerMinute / 60, Duration.ofSeconds(1)));
    boolean isNew = stricter.intervalMicros() > pace.intervalMicros() || !pace.isLimited();
    pace = stricter;
    return isNew;
  }

  int pauses() {
    return pauses;
  }

  /** Pauses the schedule until {@code untilMicros}, and voids all turns that are held. */
  void pause(long untilMicros, OptionalDouble limitPerMinute) {
    synchronized (taking) {
      long left = Math.max(0, untilMicros - clock.nowMicros());
      schedule.pause(Duration.of(left, ChronoUnit.MICROS), limitPerMinute);
      pauses++;
    }
  }

  /**
   * The next turn: when it was to be used, in microseconds, before any turn moved back. Takes turns
   * when none is held that was taken after {@code pauses} pauses.
   *
   * @param wanted how many turns are needed at once
   */
  long next(int wanted, int pauses) {
    if (held == null || used == held.lease.turns() || held.pauses != pauses) {
      CompletableFuture<Lease> taken = ahead;
      ahead = null; // Also when it failed: the next one asks anew.
      held = taken == null ? null : taken.join();
      used = 0;
      if (held == null || held.pauses != pauses) {
        held = take(wanted, leaseMicros);
      }
      held.lease.limitPerMinute().ifPresent(this::adopt);
      if (held.lease.isShared()) {
        lateness.othersTakeTurns();
      }
      leaseMicros =
          lateness.isShared() ? SHARED_LEASE_MICROS : Math.min(leaseMicros * 2, LEASE_MICROS);
    }
    used++;
    long turn = turn(used - 1);
    if (ahead == null && used * 2 >= held.lease.turns() && held.lease.turns() > 1) {
      long micros = leaseMicros;
      ahead = CompletableFuture.supplyAsync(() -> take(1, micros), aheadThread);
    }
    return turn;
  }

  /** Drops turns that passed while no request waited: they delayed none. */
  void dropPassed() {
    long latest = clock.nowMicros() - lateness.maxMicros(pace);
    while (held != null && used < held.lease.turns() && lateness.timeOf(turn(used)) < latest) {
      used++;
    }
  }

  /** Drops all turns that are held, and starts slowly again, as a new worker does. */
  void restart() {
    held = null;
    ahead = null;
    leaseMicros = SHARED_LEASE_MICROS;
    startedMicros = 0;
  }

  private Lease take(int wanted, long micros) {
    long shared = lateness.isShared() ? pace.intervalWhenSharedMicros() : pace.intervalMicros();
    long interval = shared * (isStarting() ? 2 : 1);
    int turns = Math.max(wanted, (int) (micros / Math.max(1, interval)));
    synchronized (taking) {
      long movedBefore = lateness.movedBackMicros();
      Schedule.Lease lease = schedule.take(turns, interval, movedBefore - toldMovedBackMicros);
      toldMovedBackMicros = movedBefore;
      return new Lease(lease, pauses, movedBefore);
    }
  }

  /** When turn {@code number} of those held, counted from 0, was to be used before any moved. */
  private long turn(int number) {
    return held.lease.firstMicros() + number * held.lease.intervalMicros() - held.movedBefore;
  }

  /** Counted from the first turn, not from when the worker was started. */
  private boolean isStarting() {
    long now = clock.nowMicros();
    if (startedMicros == 0) {
      startedMicros = now;
    }
    return now - startedMicros < slowStartMicros;
  }

  /**
   * Turns that we hold.
   *
   * @param pauses that the schedule knew of when they were taken
   * @param movedBefore by how much ours had moved back by then
   */
  private record Lease(Schedule.Lease lease, int pauses, long movedBefore) {}
}
