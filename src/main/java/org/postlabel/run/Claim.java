package org.postlabel.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a run the only one of its scorer and on its table of labels. A run before it that has
 * neither ended nor given a heartbeat is marked as died: at once when its process has ended; else
 * only when no heartbeat comes while we wait, since those of a living run are late too when the
 * database was away or locked.
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
  private final Run.Work work;
  private final Duration patience;

  Claim(Database database, String runId, Run.Work work, Duration patience) {
    this.database = database;
    this.dialect = database.dialect();
    this.runId = runId;
    this.work = work;
    this.patience = patience;
  }

  /**
   * Adds the row of the run, in the transaction that marks runs before it as died.
   *
   * @param holder who does the work
   * @throws RunInProgressException when another run is in progress, or has just begun
   */
  void make(Holder holder) throws RunInProgressException, InterruptedException {
    boolean wasLocked = true;
    while (wasLocked) {
      List<InProgress> before = database.jdbi().withHandle(this::before);
      for (InProgress run : before) {
        requireDead(run);
      }
      wasLocked = database.jdbi().inTransaction(handle -> !isMade(handle, before, holder));
    }
  }

  /** At most two: one of the same scorer, and one of another on the same table of labels. */
  private List<InProgress> before(Handle handle) {
    return InProgress.of(
        handle,
        dialect,
        "AND (scorer_id = ? OR labels_table = ?) ORDER BY started_at",
        work.scorerId(),
        work.labelsTable());
  }

  private Optional<InProgress> now(InProgress run) {
    return database.jdbi().withHandle(this::before).stream()
        .filter(one -> one.runId().equals(run.runId()))
        .findFirst();
  }

  private void requireDead(InProgress run) throws RunInProgressException, InterruptedException {
    if (run.holder().isKnownDead()) {
      return;
    }
    if (!run.isSilent()) {
      throw new RunInProgressException(run.sentence(work.scorerId()));
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
      Optional<InProgress> now = now(run);
      if (now.isEmpty()) {
        return;
      }
      if (!now.get().isSilent()) {
        throw new RunInProgressException(now.get().sentence(work.scorerId()));
      }
    }
  }

  /** False when the database was locked for long: the verdict on runs before may be wrong. */
  private boolean isMade(Handle handle, List<InProgress> before, Holder holder)
      throws RunInProgressException {
    long start = System.nanoTime();
    // The first statement is a write, so that two runs that begin at once wait for each other.
    handle.execute("UPDATE runs SET status = status WHERE run_id = ''");
    boolean wasLocked = System.nanoTime() - start > LOCKED_NANOS;
    for (InProgress run : before) {
      boolean hasEnded = run.holder().isKnownDead();
      if (!hasEnded && wasLocked) {
        return false;
      }
      markAsDied(handle, run, hasEnded);
    }
    if (insert(handle, holder) == 0) {
      throw new RunInProgressException(
          before(handle).stream()
              .findFirst()
              .map(run -> run.sentence(work.scorerId()))
              .orElse("another run has just ended; run again"));
    }
    return true;
  }

  private int insert(Handle handle, Holder holder) {
    return handle.execute(
        """
        INSERT INTO runs (run_id, scorer_kind, scorer_id, labels_table, status, holder,
                          holder_process, tool_version, options, started_at, heartbeat_at)
        VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, %1$s, %1$s)
        ON CONFLICT DO NOTHING\
        """
            .formatted(dialect.timeAgo(Duration.ZERO)),
        runId,
        work.scorerKind(),
        work.scorerId(),
        work.labelsTable(),
        holder.toString(),
        holder.processOrNull(),
        work.version(),
        work.options());
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
