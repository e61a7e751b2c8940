package org.postlabel.job;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.postlabel.daemon.DaemonTimer;
import org.postlabel.database.Outage;
import org.postlabel.report.ProgressLine;
import org.postlabel.run.Funnel;

/**
 * Looks every second how far a run has come, and shows it; less often when looking takes long, so
 * that the database is free for the run.
 */
final class ProgressWatch implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** How many times as long as a look the pause after it is, at least. */
  private static final int PAUSES_PER_LOOK = 20;

  private final ProgressLine line;
  private final Supplier<Funnel> progress;
  private final ToLongFunction<Funnel> comeThrough;
  private DaemonTimer timer;
  private volatile long notBeforeNanos = System.nanoTime();

  /**
   * @param comeThrough posts that need no call any more, when the sums are so
   */
  ProgressWatch(ProgressLine line, Supplier<Funnel> progress, ToLongFunction<Funnel> comeThrough) {
    this.line = line;
    this.progress = progress;
    this.comeThrough = comeThrough;
  }

  void start() {
    timer = DaemonTimer.withDelay("postlabel-progress", LOOK_EVERY, this::lookInPassing);
  }

  private void lookInPassing() {
    long start = System.nanoTime();
    if (start - notBeforeNanos >= 0) {
      look();
      long end = System.nanoTime();
      notBeforeNanos = end + (end - start) * PAUSES_PER_LOOK;
    }
  }

  private void look() {
    try {
      Funnel sums = progress.get();
      line.show(comeThrough.applyAsLong(sums), sums.calls().retries());
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      // Looks again in a moment.
    }
  }

  @Override
  public void close() {
    timer.close();
    look();
    line.close();
  }
}
