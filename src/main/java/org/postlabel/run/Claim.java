package org.postlabel.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a run the only one of its scorer. A run before it that has neither ended nor given a
 * heartbeat is marked as died: at once when its process has ended; else only when no heartbeat
 * comes while we wait, since those of a living run are late too when the database was away or
 * locked.
 */
final class Claim {
  /** More than two intervals of a heartbeat. */
  static final Duration PATIENCE = Heartbeat.INTERVAL.multipliedBy(2).plusSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
  private static final long LOOK_EVERY_MILLIS = 200;

  /** Heartbeats could not be written while we waited for so long for the database. */
  private static final long LOCKED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Database database;
  private final Dialect dialect;
  private final String runId;
  private final String scorerId;
  private final Duration patience;

  Claim(Database database, String runId, String scorerId, Duration patience) {
    this.database = database;
    this.dialect = database.dialect();
    this.runId = runId;
    this.scorerId = scorerId;
    this.patience = patience;
  }

  /**
   * Calls {@code insert}, which returns how many rows it has added, in the transaction that marks a
   * run before as died.
   *
   * @throws RunInProgressException when another run is in progress, or has just begun
   */
  void make(ToIntFunction<Handle> insert) throws RunInProgressException, InterruptedException {
    boolean wasLocked = true;
    while (wasLocked) {
      Optional<InProgress> before = before();
      if (before.isPresent()) {
        requireDead(before.get());
      }
      wasLocked =
          database.jdbi().inTransaction(handle -> !isMade(handle, before.orElse(null), insert));
    }
  }

  private Optional<InProgress> before() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                InProgress.of(handle, dialect, "AND scorer_id = ?", scorerId).stream().findFirst());
  }

  private void requireDead(InProgress run) throws RunInProgressException, InterruptedException {
    if (run.holder().isKnownDead()) {
      return;
    }
    if (!run.isSilent()) {
      throw new RunInProgressException(run.sentence());
    }
    LOG.warn(
        "Run {} ({}) has given no heartbeat for {} s; waiting {} s for one before a new run begins"
            + " in its place.",
        run.runId(),
        run.holder(),
        InProgress.DIED_AFTER.toSeconds(),
        patience.toSeconds());
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      Optional<InProgress> now = before();
      if (now.isEmpty()) {
        return;
      }
      if (!now.get().isSilent()) {
        throw new RunInProgressException(now.get().sentence());
      }
    }
  }

  /** False when the database was locked for long: the verdict on the run before may be wrong. */
  private boolean isMade(Handle handle, InProgress beforeOrNull, ToIntFunction<Handle> insert)
      throws RunInProgressException {
    long start = System.nanoTime();
    // The first statement is a write, so that two runs that begin at once wait for each other.
    handle.execute("UPDATE runs SET status = status WHERE run_id = ''");
    if (beforeOrNull != null) {
      boolean hasEnded = beforeOrNull.holder().isKnownDead();
      if (!hasEnded && System.nanoTime() - start > LOCKED_NANOS) {
        return false;
      }
      markAsDied(handle, beforeOrNull, hasEnded);
    }
    handle.execute(
        "DELETE FROM run_posts WHERE run_id IN (SELECT run_id FROM runs WHERE status <>"
            + " 'running')");
    if (insert.applyAsInt(handle) == 0) {
      throw new RunInProgressException(
          InProgress.of(handle, dialect, "AND scorer_id = ?", scorerId).stream()
              .findFirst()
              .map(InProgress::sentence)
              .orElse("another run has just ended; run again"));
    }
    return true;
  }

  /** Unless it has given a heartbeat since we looked. */
  private void markAsDied(Handle handle, InProgress run, boolean hasEnded) {
    handle.execute(
        """
        UPDATE runs SET status = 'died', finished_at = heartbeat_at,
                        stop_message = CASE WHEN stop_kind IS NULL THEN ? ELSE stop_message END,
                        stop_kind = COALESCE(stop_kind, 'LOST')
        WHERE run_id = ? AND status = 'running' AND (? OR heartbeat_at < %s)\
        """
            .formatted(dialect.timeAgo(InProgress.DIED_AFTER)),
        (hasEnded
                ? "its process has ended"
                : "no heartbeat came for %d s".formatted(InProgress.DIED_AFTER.toSeconds()))
            + "; the run %s has begun in its place".formatted(runId),
        run.runId(),
        hasEnded);
  }
}
