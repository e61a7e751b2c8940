package org.postlabel;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.postlabel.report.ProgressLine;
import org.postlabel.run.Funnel;
import org.postlabel.run.WorkList;

/** Looks at the database every second while a pipeline runs, and shows how far it has come. */
final class ProgressWatch implements AutoCloseable {
  private final ProgressLine progress;
  private final WorkList list;
  private final Funnel before;
  private final long first;
  private final long last;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "postlabel-progress");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> looking;

  ProgressWatch(ProgressLine progress, WorkList list, Funnel before, long first, long last) {
    this.progress = progress;
    this.list = list;
    this.before = before;
    this.first = first;
    this.last = last;
    this.looking = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  void look() {
    long done = list.labelled(first, last).values().stream().mapToLong(Long::longValue).sum();
    progress.show(before.done() + done, before.calls().retries());
  }

  @Override
  public void close() {
    looking.cancel(false);
    clock.shutdownNow();
  }
}
