package org.postlabel.faults;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * For how long this process, and the provider in it, stood still: garbage collection, or a machine
 * on which other processes start.
 */
final class Stalls implements AutoCloseable {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private volatile boolean isClosed;
  private volatile long longestNanos;

  private Stalls() {}

  static Stalls watch() {
    Stalls stalls = new Stalls();
    Thread thread = new Thread(stalls::measure, "stalls");
    thread.setDaemon(true);
    thread.start();
    return stalls;
  }

  /** The longest so far, in milliseconds. */
  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestNanos);
  }

  /**
   * The most queries that may be counted in a second when no second had more than {@code quota}:
   * what arrives during a stall is counted at its end, together with what comes then, and late
   * queries come at up to twice the pace.
   */
  int mostInASecond(int quota) {
    return quota + (int) (2L * quota * longestMillis() / 1_000);
  }

  private void measure() {
    while (!isClosed) {
      long start = System.nanoTime();
      LockSupport.parkNanos(EVERY_NANOS);
      longestNanos = Math.max(longestNanos, System.nanoTime() - start - EVERY_NANOS);
    }
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
