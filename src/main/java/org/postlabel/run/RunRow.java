package org.postlabel.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/**
 * The row of a run that has begun. The run owns it until it has ended, or until another run, which
 * took it for dead, has marked it as died; from then on nothing is written to it. Thread-safe.
 */
public final class RunRow {
  private final Jdbi jdbi;
  private final Dialect dialect;
  private final String id;

  /** The row of the run {@code id}. */
  public RunRow(Database database, String id) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
    this.id = id;
  }

  /** Whether the run has neither ended nor been marked as died. */
  public boolean isOwned() {
    return jdbi.withHandle(
        handle ->
            handle
                .select("SELECT 1 FROM runs WHERE run_id = ? AND status = 'running'", id)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
  }

  /** Keeps the sums so far, when the run owns its row. */
  public void record(Funnel funnel) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE runs
                SET posts = ?, posts_read = ?, metadata_new = ?, labelled = ?, failed = ?,
                    left_for_later = ?, from_ledger = ?, calls = ?, retries = ?
                WHERE run_id = ? AND status = 'running'\
                """,
                funnel.posts(),
                funnel.read(),
                funnel.metadataNew(),
                funnel.labelled(),
                funnel.failed(),
                funnel.leftForLater(),
                funnel.calls().fromLedger(),
                funnel.calls().sent(),
                funnel.calls().retries(),
                id));
  }

  /**
   * Ends the run: {@code done}, {@code stopped}, {@code refused} or {@code failed}.
   *
   * @return whether the run owned its row; else nothing has changed
   */
  public boolean finish(String status) {
    boolean hasEnded =
        jdbi.inTransaction(
            handle -> {
              int finished =
                  handle.execute(
                      "UPDATE runs SET status = ?, finished_at = %s".formatted(now())
                          + " WHERE run_id = ? AND status = 'running'",
                      status,
                      id);
              return finished > 0 || isEnded(handle, status);
            });
    if (hasEnded) {
      RunLists.delete(jdbi, id);
    }
    return hasEnded;
  }

  /** Removes the run and its list, when it owns its row: it has done nothing. */
  void remove() {
    if (isOwned()) {
      RunLists.delete(jdbi, id);
      jdbi.useHandle(
          handle -> handle.execute("DELETE FROM runs WHERE run_id = ? AND status = 'running'", id));
    }
  }

  /** Whether it ended before with {@code status}: the answer of the database was lost. */
  private boolean isEnded(Handle handle, String status) {
    return handle
        .select("SELECT 1 FROM runs WHERE run_id = ? AND status = ?", id, status)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  /** Why the run stops, when anyone has said so, or the run has lost its row. */
  public Optional<Stop> stop() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "SELECT status, stop_kind, stop_message FROM runs WHERE run_id = ?"
                        + " AND (stop_kind IS NOT NULL OR status = 'died')",
                    id)
                .map((row, context) -> stop(row))
                .findFirst());
  }

  /** That another run has begun is said even where this one was to stop before. */
  private Stop stop(ResultSet row) throws SQLException {
    String message = row.getString("stop_message");
    return row.getString("status").equals("died")
        ? new Stop(
            Stop.Kind.LOST,
            "the run %s was taken for dead: %s; ".formatted(id, message)
                + "what it has paid for is in the ledger")
        : new Stop(Stop.Kind.valueOf(row.getString("stop_kind")), message);
  }

  /** Keeps that an emulator gave answers. */
  public void markEmulated() {
    jdbi.useHandle(
        handle -> handle.execute("UPDATE runs SET emulated = TRUE WHERE run_id = ?", id));
  }

  /** What all workers have sent, as far as they have recorded it, and at least what is paid for. */
  public Funnel.Calls calls() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    """
                    SELECT COALESCE(SUM(calls), 0) AS calls, COALESCE(SUM(retries), 0) AS retries,
                           COALESCE(SUM(throttled), 0) AS throttled,
                           COALESCE(SUM(from_ledger), 0) AS from_ledger,
                           (SELECT COUNT(*) FROM ledger WHERE run_id = ?) AS bought
                    FROM run_traffic WHERE run_id = ?\
                    """,
                    id,
                    id)
                .map(
                    (row, context) ->
                        new Funnel.Calls(
                            Math.max(row.getLong("calls"), row.getLong("bought")),
                            row.getLong("retries"),
                            row.getLong("throttled"),
                            row.getLong("from_ledger")))
                .one());
  }

  /**
   * For workers that the cluster {@code master} is still to start: until the first of them gives a
   * heartbeat the run counts as running for {@code time}, and others may ask the cluster.
   */
  public void awaitOn(String master, Duration time) {
    setHeartbeat(dialect.timeAgo(time.negated()), master);
  }

  /** Marks the run as died when it still waits for its first worker. */
  public void loseAwaited(String why) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE runs SET status = 'died', finished_at = %s,
                                stop_message = CASE WHEN stop_kind IS NULL THEN ?
                                               ELSE stop_message END,
                                stop_kind = COALESCE(stop_kind, 'LOST')
                WHERE run_id = ? AND status = 'running' AND awaited_on IS NOT NULL\
                """
                    .formatted(now()),
                why,
                id));
  }

  /** Says that the run is alive, when it owns its row. */
  void beat() {
    setHeartbeat(now(), null);
  }

  private void setHeartbeat(String time, String awaitedOnOrNull) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE runs SET heartbeat_at = %s, awaited_on = ?".formatted(time)
                    + " WHERE run_id = ? AND status = 'running'",
                awaitedOnOrNull,
                id));
  }

  private String now() {
    return dialect.timeAgo(Duration.ZERO);
  }
}
