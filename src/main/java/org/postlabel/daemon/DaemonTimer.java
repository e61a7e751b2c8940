package org.postlabel.daemon;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task periodically on a daemon thread of its own until closed. The task must not throw:
 * after an exception it does not run again.
 */
public final class DaemonTimer implements AutoCloseable {
  private final ScheduledExecutorService thread;

  private DaemonTimer(ScheduledExecutorService thread) {
    this.thread = thread;
  }

  /** Makes daemon threads called {@code name}. */
  public static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Runs {@code task} {@code delay} from now, and so long after the end of each run. */
  public static DaemonTimer withDelay(String threadName, Duration delay, Runnable task) {
    DaemonTimer timer = of(threadName);
    var unused =
        timer.thread.scheduleWithFixedDelay(
            task, delay.toMillis(), delay.toMillis(), TimeUnit.MILLISECONDS);
    return timer;
  }

  /** Runs {@code task} once a {@code period}, at multiples of the period since 1970. */
  public static DaemonTimer onTheClock(String threadName, Duration period, Runnable task) {
    DaemonTimer timer = of(threadName);
    long millis = period.toMillis();
    var unused =
        timer.thread.scheduleAtFixedRate(
            task, millis - System.currentTimeMillis() % millis, millis, TimeUnit.MILLISECONDS);
    return timer;
  }

  private static DaemonTimer of(String threadName) {
    return new DaemonTimer(Executors.newSingleThreadScheduledExecutor(threads(threadName)));
  }

  /** No run begins any more; one that is in progress is interrupted. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
