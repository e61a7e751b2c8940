package org.postlabel.job;

import java.time.Duration;
import org.postlabel.daemon.DaemonTimer;
import org.postlabel.database.Outage;
import org.postlabel.report.ProgressLine;
import org.postlabel.run.Funnel;

/**
 * Shows the progress of a run every second; less often when reading it takes long, so that it does
 * not slow down the run.
 */
final class ProgressWatch implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** How many times as long as a look the pause after it is, at least. */
  private static final int PAUSES_PER_LOOK = 20;

  private final ProgressLine line;
  private final RunSums sums;
  private final DaemonTimer timer;
  private volatile long notBeforeNanos = System.nanoTime();

  /** Shows it on {@code line} until closed, and once more then. */
  ProgressWatch(ProgressLine line, RunSums sums) {
    this.line = line;
    this.sums = sums;
    this.timer = DaemonTimer.withDelay("postlabel-progress", LOOK_EVERY, this::lookUnlessTooSoon);
  }

  private void lookUnlessTooSoon() {
    long start = System.nanoTime();
    if (start - notBeforeNanos >= 0) {
      look();
      long end = System.nanoTime();
      notBeforeNanos = end + (end - start) * PAUSES_PER_LOOK;
    }
  }

  private void look() {
    try {
      Funnel soFar = sums.progress();
      Funnel.Calls calls = sums.calls(soFar);
      line.show(sums.answered(soFar), sums.posts(), calls.retries(), calls.throttled());
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      // The next look comes soon.
    }
  }

  @Override
  public void close() {
    timer.close();
    look();
    line.close();
  }
}
