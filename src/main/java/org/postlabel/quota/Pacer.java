package org.postlabel.quota;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.postlabel.daemon.DaemonTimer;

/**
 * Lets a worker's threads ask at the pace of the quota. One thread at a time waits for its turn;
 * the others queue, first come first served. However late queries are sent, no window holds more of
 * ours than the quota. The package's description tells how. Thread-safe.
 */
public final class Pacer {
  /**
   * At first a worker keeps to half the pace for so long: while connections are opened and code is
   * new, queries leave later than they should, and late ones come together.
   */
  private static final long SLOW_START_MICROS = 3_000_000;

  private static final Permit UNLIMITED = () -> {};

  /** How soon a waiting thread sees a stop or a pause. */
  private static final long CHECK_EVERY_MICROS = 100_000;

  /** A thread keeps our class loader, which a cluster would otherwise unload with the run. */
  private static final int IDLE_SECONDS = 2;

  private final Schedule schedule;
  private final MicroClock clock;
  private final HeldTurns turns;
  private final Lateness lateness;
  private final SentQueries sent;
  private final ReentrantLock queue = new ReentrantLock(true);
  private final AtomicLong pausedUntilMicros = new AtomicLong(Long.MIN_VALUE);

  /** A worker's pacer, which takes turns ahead on a thread of its own. */
  public Pacer(Pace pace, Schedule schedule, MicroClock clock) {
    this(
        pace,
        schedule,
        clock,
        // One lease at a time is taken ahead, so it has one thread at most, and none when idle.
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            DaemonTimer.threads("postlabel-turns")),
        SLOW_START_MICROS);
  }

  Pacer(
      Pace pace, Schedule schedule, MicroClock clock, Executor aheadThread, long slowStartMicros) {
    this.schedule = schedule;
    this.clock = clock;
    this.lateness = new Lateness(clock);
    this.turns = new HeldTurns(pace, schedule, clock, lateness, aheadThread, slowStartMicros);
    this.sent = new SentQueries(clock);
  }

  /** How many queries one request may hold now. */
  public int maxTogether() {
    return turns.pace().maxTogether();
  }

  /** Forgets a limit that the provider once named: it may have been raised. Call before a turn. */
  public void forgetLimit() {
    schedule.forgetLimit();
  }

  /** Starts slowly again with the next query, as a new worker does. */
  public void restart() {
    queue.lock();
    try {
      turns.restart();
    } finally {
      queue.unlock();
    }
  }

  /**
   * Waits until {@code queries} may be sent, all at once. Send without delay afterwards.
   *
   * @return nothing when {@code stop} turned true: nothing may be sent
   */
  public Optional<Permit> await(int queries, BooleanSupplier stop) throws InterruptedException {
    while (!turns.pace().isLimited()) {
      if (sleepUntil(clock::nowMicros, turns.pauses(), stop)) {
        return Optional.of(UNLIMITED);
      }
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
    }
    if (queue.tryLock()) {
      turns.dropPassed();
    } else {
      queue.lockInterruptibly();
    }
    try {
      int granted = 0;
      long turn = 0;
      while (granted < queries && !stop.getAsBoolean()) {
        int pauses = turns.pauses();
        turn = turns.next(queries - granted, pauses);
        if (!sleepUntil(turnAndRoom(turn, granted + 1), pauses, stop)) {
          granted = 0; // Stopped, or paused: what was granted before the pause is void as well.
        } else if (lateness.mayUse(turn, turns.pace())) {
          granted++;
        }
      }
      return granted < queries ? Optional.empty() : Optional.of(permit(queries, turn));
    } finally {
      queue.unlock();
    }
  }

  /**
   * Slows down all who share the quota: no turn before {@code duration} has passed, and none faster
   * than the provider's own limit from now on.
   *
   * @return whether the provider's limit is lower than the pace so far, and is kept to from now on
   */
  public boolean slowDown(Duration duration, OptionalDouble limitPerMinute) {
    boolean adopted = limitPerMinute.isPresent() && turns.adopt(limitPerMinute.getAsDouble());
    long until = clock.nowMicros() + duration.toNanos() / 1_000;
    pausedUntilMicros.accumulateAndGet(until, Math::max);
    turns.pause(until, adopted ? limitPerMinute : OptionalDouble.empty());
    return adopted;
  }

  /** When {@code turn} may be used and {@code queries} fit into the window, as known by then. */
  private LongSupplier turnAndRoom(long turn, int queries) {
    return () -> Math.max(lateness.timeOf(turn), sent.notBefore(queries, turns.pace()));
  }

  /** To send {@code queries}, the last of which has {@code turn}. */
  private Permit permit(int queries, long turn) {
    Permit permit = sent.add(queries);
    return () -> {
      permit.sent();
      lateness.left(turn, turns.pace());
    };
  }

  /** Whether the time came, and no pause was on, before a stop or another pause did. */
  private boolean sleepUntil(LongSupplier micros, int pauses, BooleanSupplier stop)
      throws InterruptedException {
    while (!stop.getAsBoolean() && turns.pauses() == pauses) {
      long left = Math.max(micros.getAsLong(), pausedUntilMicros.get()) - clock.nowMicros();
      if (left <= 0) {
        return true;
      }
      clock.sleepMicros(Math.min(left, CHECK_EVERY_MICROS));
    }
    return false;
  }
}
