package org.postlabel.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;

/**
 * Says every few seconds that a run is alive: whoever works for it has one, so that a run lives as
 * long as any of its workers.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final RunRow row;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "postlabel-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  /** Beats for {@code row} until closed. */
  public Heartbeat(RunRow row) {
    this.row = row;
    var unused =
        heart.scheduleAtFixedRate(
            this::beat, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void beat() {
    try {
      row.beat();
    } catch (JdbiException e) {
      return; // Beats again in a moment; nobody takes us for dead before that.
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
  }
}
