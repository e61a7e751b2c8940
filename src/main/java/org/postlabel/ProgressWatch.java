package org.postlabel;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.postlabel.database.Outage;
import org.postlabel.report.ProgressLine;

/** Looks every second how far a run has come, and shows it. */
final class ProgressWatch implements AutoCloseable {
  private final ProgressLine progress;
  private final LongSupplier done;
  private final LongSupplier retries;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "postlabel-progress");
            thread.setDaemon(true);
            return thread;
          });
  private ScheduledFuture<?> looking;

  ProgressWatch(ProgressLine progress, LongSupplier done, LongSupplier retries) {
    this.progress = progress;
    this.done = done;
    this.retries = retries;
  }

  void start() {
    looking = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      progress.show(done.getAsLong(), retries.getAsLong());
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      // Looks again in a moment.
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    clock.shutdownNow();
    look();
    progress.close();
  }
}
