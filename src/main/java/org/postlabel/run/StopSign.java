package org.postlabel.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.daemon.DaemonTimer;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;

/**
 * Tells every worker of a run to stop, through the run's row: the first reason is heard by all
 * within half a second. It is set as well when the run has lost its row. Thread-safe.
 */
public final class StopSign implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration LONGEST_TRUSTED = Duration.ofSeconds(1);

  private final Database database;
  private final String runId;
  private final RunRow row;
  private volatile Instant lookedAt = Instant.MIN;
  private final AtomicReference<Stop> stop = new AtomicReference<>();
  private final DaemonTimer watch;

  /** Watches the row of {@code runId} until closed. */
  public StopSign(Database database, String runId) {
    this.database = database;
    this.runId = runId;
    this.row = new RunRow(database, runId);
    this.watch = DaemonTimer.withDelay("postlabel-stop-sign", LOOK_EVERY, this::lookOnTime);
  }

  public boolean isSet() {
    return stop.get() != null;
  }

  /**
   * The same as {@link #isSet}, by a look at the row that is no older than a second: a process that
   * was suspended does not trust what it knew before.
   *
   * @throws RuntimeException when the database is unavailable and the last look is older
   */
  public boolean isSetNow() {
    // Not by a monotonic clock, which stands still while a machine sleeps.
    Duration since = Duration.between(lookedAt, Instant.now());
    if (!isSet() && (since.isNegative() || since.compareTo(LONGEST_TRUSTED) > 0)) {
      look();
    }
    return isSet();
  }

  /** Stops a worker whose run no longer owns its row. */
  public void setLost() {
    stop.compareAndSet(
        null,
        row.stop()
            .orElseGet(
                () ->
                    new Stop(
                        Stop.Kind.LOST,
                        "the run %s has ended elsewhere; what it has paid for is in the ledger"
                            .formatted(runId))));
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
    set(reason, Instant.EPOCH);
  }

  /**
   * The same for answers that cannot be right.
   *
   * @param since which answers of the run, by the time when they were kept
   */
  public void distrust(String message, Instant since) {
    set(new Stop(Stop.Kind.DISTRUSTED, message), since);
  }

  private void set(Stop reason, Instant distrustedSince) {
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
                      """
                      UPDATE runs SET stop_kind = ?, stop_message = ?,
                        distrusted_since = CASE WHEN ? THEN %s END
                      WHERE run_id = ? AND stop_kind IS NULL\
                      """
                          .formatted(database.dialect().time("?")),
                      reason.kind().name(),
                      reason.message(),
                      reason.kind() == Stop.Kind.DISTRUSTED,
                      database.dialect().timestamp(distrustedSince),
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

  private void lookOnTime() {
    try {
      look();
    } catch (JdbiException | DatabaseUnusableException e) {
      return; // The next look comes soon.
    }
  }

  private void look() {
    Instant now = Instant.now();
    row.stop().ifPresent(heard -> stop.compareAndSet(null, heard));
    lookedAt = now;
  }
}
