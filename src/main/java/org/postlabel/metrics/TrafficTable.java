package org.postlabel.metrics;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;

/** The table {@code run_traffic}: a row for each worker and stretch of ten seconds. */
final class TrafficTable {
  private final Jdbi jdbi;
  private final String runId;
  private final String worker;

  TrafficTable(Database database, String runId, String worker) {
    this.jdbi = database.jdbi();
    this.runId = runId;
    this.worker = worker;
  }

  /** Adds to what is there: a stretch may come in parts. All or nothing. */
  void add(List<Stretch> stretches) {
    jdbi.useTransaction(handle -> stretches.forEach(stretch -> add(handle, stretch)));
  }

  private void add(Handle handle, Stretch stretch) {
    Counts counts = stretch.counts();
    // The write comes first: SQLite waits for a lock before it, but not between a read and a write.
    String earlier =
        handle
            .select(
                """
                INSERT INTO run_traffic (run_id, worker, from_second, calls, retries, throttled,
                                         failures, from_ledger, answered, latencies)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')
                ON CONFLICT (run_id, worker, from_second) DO UPDATE
                SET calls = run_traffic.calls + excluded.calls,
                    retries = run_traffic.retries + excluded.retries,
                    throttled = run_traffic.throttled + excluded.throttled,
                    failures = run_traffic.failures + excluded.failures,
                    from_ledger = run_traffic.from_ledger + excluded.from_ledger,
                    answered = run_traffic.answered + excluded.answered
                RETURNING latencies\
                """,
                runId,
                worker,
                stretch.fromSecond(),
                counts.calls(),
                counts.retries(),
                counts.throttled(),
                counts.failures(),
                counts.fromLedger(),
                stretch.answered())
            .mapTo(String.class)
            .one();
    Histogram latencies = earlier.isEmpty() ? Latencies.none() : Latencies.parse(earlier);
    latencies.add(stretch.latencies());
    handle.execute(
        "UPDATE run_traffic SET latencies = ? WHERE run_id = ? AND worker = ? AND from_second = ?",
        Latencies.text(latencies),
        runId,
        worker,
        stretch.fromSecond());
  }
}
