package org.postlabel.run;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/** What is written of a run once it has begun. Thread-safe. */
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

  /** Keeps the sums so far. */
  public void record(Funnel funnel) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE runs
                SET posts = ?, posts_read = ?, metadata_new = ?, labelled = ?, failed = ?,
                    left_for_later = ?, from_ledger = ?, calls = ?, retries = ?
                WHERE run_id = ?""",
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

  /** Ends the run: {@code done}, {@code stopped}, {@code refused} or {@code failed}. */
  public void finish(String status) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "UPDATE runs SET status = ?, finished_at = ? WHERE run_id = ?",
              status,
              dialect.timestamp(Instant.now()),
              id);
          handle.execute("DELETE FROM run_posts WHERE run_id = ?", id);
        });
  }

  /** Why the run stops, when somebody has said so. */
  public Optional<Stop> stop() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "SELECT stop_kind, stop_message FROM runs"
                        + " WHERE run_id = ? AND stop_kind IS NOT NULL",
                    id)
                .map(
                    (row, context) ->
                        new Stop(
                            Stop.Kind.valueOf(row.getString("stop_kind")),
                            row.getString("stop_message")))
                .findFirst());
  }

  /** How many answers in the ledger this run has paid for. */
  public long answersBought() {
    return jdbi.withHandle(
        handle ->
            handle
                .select("SELECT COUNT(*) FROM ledger WHERE run_id = ?", id)
                .mapTo(Long.class)
                .one());
  }

  /** Says that the run is alive. */
  void beat() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE runs SET heartbeat_at = ? WHERE run_id = ?",
                dialect.timestamp(Instant.now()),
                id));
  }
}
