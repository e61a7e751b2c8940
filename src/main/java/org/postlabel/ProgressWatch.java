package org.postlabel;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postlabel.report.ProgressLine;
import org.postlabel.run.Funnel;

/** Looks every second how far a run has come, and shows it. */
final class ProgressWatch implements AutoCloseable {
  private final ProgressLine line;
  private final Supplier<Funnel> progress;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "postlabel-progress");
            thread.setDaemon(true);
            return thread;
          });
  private ScheduledFuture<?> looking;

  ProgressWatch(ProgressLine line, Supplier<Funnel> progress) {
    this.line = line;
    this.progress = progress;
  }

  void start() {
    looking = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    Funnel sums = progress.get();
    line.show(sums.done(), sums.calls().retries());
  }

  @Override
  public void close() {
    looking.cancel(false);
    clock.shutdownNow();
    look();
    line.close();
  }
}
