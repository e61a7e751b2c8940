package org.postlabel.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.daemon.DaemonTimer;
import org.postlabel.database.Database;

/**
 * Tells every worker of a run to stop, through the run's row: whoever sets it first is heard by all
 * within half a second. Thread-safe.
 */
public final class StopSign implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Database database;
  private final String runId;
  private final RunRow row;
  private final AtomicReference<Stop> stop = new AtomicReference<>();
  private final DaemonTimer watch;

  /** Watches the row of {@code runId} until closed. */
  public StopSign(Database database, String runId) {
    this.database = database;
    this.runId = runId;
    this.row = new RunRow(database, runId);
    this.watch = DaemonTimer.withDelay("postlabel-stop-sign", LOOK_EVERY, this::look);
  }

  public boolean isSet() {
    return stop.get() != null;
  }

  /** The first reason given on this worker or heard from another. */
  public Optional<Stop> get() {
    return Optional.ofNullable(stop.get());
  }

  /**
   * Stops this worker at once and the others soon; the first reason stays. After an outage of the
   * database nothing waits for it any more, and the others may not learn of the stop.
   */
  public void set(Stop reason) {
    if (!stop.compareAndSet(null, reason)) {
      return;
    }
    if (reason.kind() == Stop.Kind.DATABASE) {
      database.failFast();
    }
    try {
      database
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "UPDATE runs SET stop_kind = ?, stop_message = ?"
                          + " WHERE run_id = ? AND stop_kind IS NULL",
                      reason.kind().name(),
                      reason.message(),
                      runId));
    } catch (JdbiException e) {
      // The others meet the same database, and stop by themselves.
      return;
    }
  }

  @Override
  public void close() {
    watch.close();
  }

  private void look() {
    try {
      row.stop().ifPresent(heard -> stop.compareAndSet(null, heard));
    } catch (JdbiException e) {
      return; // The next look comes soon.
    }
  }
}
