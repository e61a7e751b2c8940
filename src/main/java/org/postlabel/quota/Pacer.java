package org.postlabel.quota;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets a worker's threads ask at the pace of the quota. One thread at a time waits for its turn;
 * the others queue, first come first served. However late queries are sent, no window holds more of
 * ours than the quota. Thread-safe.
 */
public final class Pacer {
  /**
   * Turns are taken for no more than this stretch of time: what a dying worker costs the others.
   * Half of it is how long a database may be busy without a turn being late.
   */
  private static final long LEASE_MICROS = 200_000;

  /** The same where other workers take turns too, and at first, when nobody knows of them. */
  private static final long SHARED_LEASE_MICROS = 50_000;

  /**
   * At first a worker keeps to half the pace for so long: while connections are opened and code is
   * new, queries leave later than they should, and late ones come together.
   */
  private static final long SLOW_START_MICROS = 3_000_000;

  /** How long after others have taken turns we reckon with more of them. */
  private static final long SHARED_FOR_MICROS = 60_000_000;

  private static final Permit UNLIMITED = () -> {};

  /** How soon a waiting thread sees a stop or a pause. */
  private static final long LOOK_UP_MICROS = 100_000;

  private final Schedule schedule;
  private final MicroClock clock;
  private final Executor aheadThread;
  private final long slowStartMicros;
  private final ReentrantLock turnstile = new ReentrantLock(true);

  private volatile Pace pace;

  /** The end of the last pause that we were told of. */
  private final AtomicLong pausedUntilMicros = new AtomicLong(Long.MIN_VALUE);

  /** How many pauses the schedule knows of; each voids the turns that were taken before it. */
  private volatile int pauses;

  /** Held while turns are taken, and while the schedule is paused. */
  private final Object taking = new Object();

  private volatile long startedMicros;

  /** By how much our turns have moved back, ever. */
  private final AtomicLong movedBackMicros = new AtomicLong();

  /** How much of it the schedule knows; guarded by {@code taking}. */
  private long toldMovedBackMicros;

  private final SentQueries sent;

  /** These are guarded by the turnstile. */
  private long sharedUntilMicros = Long.MIN_VALUE;

  private long leaseMicros = SHARED_LEASE_MICROS;
  private Lease held;

  private int used;
  private CompletableFuture<Lease> ahead;

  /** A worker's pacer, which takes turns ahead on a thread of the JVM's common pool. */
  public Pacer(Pace pace, Schedule schedule, MicroClock clock) {
    this(pace, schedule, clock, ForkJoinPool.commonPool(), SLOW_START_MICROS);
  }

  Pacer(
      Pace pace, Schedule schedule, MicroClock clock, Executor aheadThread, long slowStartMicros) {
    this.slowStartMicros = slowStartMicros;
    this.pace = pace;
    this.schedule = schedule;
    this.clock = clock;
    this.sent = new SentQueries(clock);
    this.aheadThread = aheadThread;
  }

  /** How many queries one request may hold now. */
  public int maxTogether() {
    return pace.maxTogether();
  }

  /**
   * Waits until {@code queries} may be sent, all at once. Send without delay afterwards.
   *
   * @return nothing when {@code stop} turned true: nothing may be sent
   */
  public Optional<Permit> await(int queries, BooleanSupplier stop) throws InterruptedException {
    while (!pace.isLimited()) {
      if (sleepUntil(clock.nowMicros(), pauses, stop)) {
        return Optional.of(UNLIMITED);
      }
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
    }
    if (turnstile.tryLock()) {
      giveUpWhatPassedWhileIdle();
    } else {
      turnstile.lockInterruptibly();
    }
    try {
      int granted = 0;
      while (granted < queries && !stop.getAsBoolean()) {
        int before = pauses;
        long turn = nextTurn(queries - granted, before);
        if (!sleepUntil(turn, before, stop) || !sleepUntilRoomFor(granted + 1, before, stop)) {
          granted = 0; // Stopped, or paused: what was granted before the pause is void as well.
        } else if (isStillOurs(turn)) {
          granted++;
        }
      }
      return granted < queries ? Optional.empty() : Optional.of(sent.add(queries));
    } finally {
      turnstile.unlock();
    }
  }

  /**
   * Slows down all who share the quota: no turn before {@code duration} has passed, and none faster
   * than the provider's own limit from now on.
   *
   * @return whether the provider's limit is lower than what we kept to, and we keep to it now
   */
  public boolean slowDown(Duration duration, OptionalDouble limitPerMinute) {
    boolean adopted = limitPerMinute.isPresent() && adopt(limitPerMinute.getAsDouble());
    long until = clock.nowMicros() + duration.toNanos() / 1_000;
    pausedUntilMicros.accumulateAndGet(until, Math::max);
    synchronized (taking) {
      long left = Math.max(0, until - clock.nowMicros());
      schedule.pause(
          Duration.of(left, ChronoUnit.MICROS), adopted ? limitPerMinute : OptionalDouble.empty());
      pauses++;
    }
    return adopted;
  }

  private long nextTurn(int wanted, int before) {
    if (held == null || used == held.lease.turns() || held.pauses() != before) {
      CompletableFuture<Lease> taken = ahead;
      ahead = null; // Also when it failed: the next one asks anew.
      held = taken == null ? null : taken.join();
      used = 0;
      if (held == null || held.pauses() != before) {
        held = take(wanted, leaseMicros);
      }
      held.lease.limitPerMinute().ifPresent(this::adopt);
      if (held.lease.isShared()) {
        sharedUntilMicros = clock.nowMicros() + SHARED_FOR_MICROS;
      }
      leaseMicros = isShared() ? SHARED_LEASE_MICROS : Math.min(leaseMicros * 2, LEASE_MICROS);
    }
    used++;
    long turn = turn(used - 1);
    if (ahead == null && used * 2 >= held.lease.turns() && held.lease.turns() > 1) {
      long micros = leaseMicros;
      ahead = CompletableFuture.supplyAsync(() -> take(1, micros), aheadThread);
    }
    return turn;
  }

  private Lease take(int wanted, long micros) {
    long interval = pace.intervalMicros() * (isStarting() ? 2 : 1);
    int turns = Math.max(wanted, (int) (micros / Math.max(1, interval)));
    synchronized (taking) {
      long movedBefore = movedBackMicros.get();
      Schedule.Lease lease = schedule.take(turns, interval, movedBefore - toldMovedBackMicros);
      toldMovedBackMicros = movedBefore;
      return new Lease(lease, pauses, movedBefore);
    }
  }

  /** When turn {@code number} of those held, counted from 0, may be used. */
  private long turn(int number) {
    return held.lease.firstMicros()
        + number * held.lease.intervalMicros()
        + movedBackMicros.get()
        - held.movedBefore;
  }

  /** From the first turn on, not from when the worker was made. */
  private boolean isStarting() {
    long now = clock.nowMicros();
    if (startedMicros == 0) {
      startedMicros = now;
    }
    return now - startedMicros < slowStartMicros;
  }

  /** Nobody waited for these turns, so they were nobody's loss. */
  private void giveUpWhatPassedWhileIdle() {
    long latest = clock.nowMicros() - maxLateMicros();
    while (held != null && used < held.lease.turns() && turn(used) < latest) {
      used++;
    }
  }

  /**
   * Whether a turn may be used although it is late. When it is later than the pace allows, all
   * turns from now on move back by the difference, and no turn is lost; others learn of it when we
   * take turns again. A turn that is a whole window late is given up.
   */
  private boolean isStillOurs(long turn) {
    long late = clock.nowMicros() - turn;
    if (late > pace.windowMicros()) {
      return false;
    }
    long missing = late - maxLateMicros();
    if (missing > 0) {
      movedBackMicros.addAndGet(missing);
    }
    return true;
  }

  /** Others do not know how late we were, and cannot keep their distance from it. */
  private long maxLateMicros() {
    return isShared() ? pace.maxLateWhenSharedMicros() : pace.maxLateMicros();
  }

  private boolean isShared() {
    return clock.nowMicros() < sharedUntilMicros;
  }

  /** Whether {@code queries} more fit into the window before a stop or another pause came. */
  private boolean sleepUntilRoomFor(int queries, int before, BooleanSupplier stop)
      throws InterruptedException {
    long micros = sent.notBefore(queries, pace);
    while (micros > clock.nowMicros()) {
      if (!sleepUntil(micros, before, stop)) {
        return false;
      }
      micros = sent.notBefore(queries, pace);
    }
    return true;
  }

  /** Whether the time came, and no pause was on, before a stop or another pause did. */
  private boolean sleepUntil(long micros, int before, BooleanSupplier stop)
      throws InterruptedException {
    while (!stop.getAsBoolean() && pauses == before) {
      long left = Math.max(micros, pausedUntilMicros.get()) - clock.nowMicros();
      if (left <= 0) {
        return true;
      }
      clock.sleepMicros(Math.min(left, LOOK_UP_MICROS));
    }
    return false;
  }

  /** The provider counts by the minute; we keep to the same rate in every second. */
  private synchronized boolean adopt(double limitPerMinute) {
    Pace stricter = pace.stricterOf(new Pace(limitPerMinute / 60, Duration.ofSeconds(1)));
    boolean isNew = stricter.intervalMicros() > pace.intervalMicros() || !pace.isLimited();
    pace = stricter;
    return isNew;
  }

  /**
   * Turns that we hold.
   *
   * @param pauses that the schedule knew of when they were taken
   * @param movedBefore by how much ours had moved back by then
   */
  private record Lease(Schedule.Lease lease, int pauses, long movedBefore) {}
}
