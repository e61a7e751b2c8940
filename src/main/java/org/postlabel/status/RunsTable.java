package org.postlabel.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Dialect;
import org.postlabel.post.Usage;
import org.postlabel.run.Run;
import org.postlabel.run.TokensSpent;

/** The runs of a database as they are at one instant. */
final class RunsTable {
  /** Runs that are listed. */
  private static final int NEWEST = 20;

  private static final String NEWEST_FIRST = " ORDER BY started_at DESC, run_id DESC";

  private final Dialect dialect;
  private final Instant now;

  RunsTable(Dialect dialect, Instant now) {
    this.dialect = dialect;
    this.now = now;
  }

  long count(Handle handle) {
    return handle.select("SELECT COUNT(*) FROM runs").mapTo(Long.class).one();
  }

  List<PastRun> newest(Handle handle) {
    return select(handle, NEWEST_FIRST + " LIMIT " + NEWEST).stream().map(Row::run).toList();
  }

  List<RunProgress> inProgress(Handle handle) {
    return select(handle, " WHERE status = 'running'" + NEWEST_FIRST).stream()
        .filter(row -> row.run.status().equals("running"))
        .map(row -> progress(handle, row))
        .toList();
  }

  /** Of a run that has not ended, the traffic knows more than the run's own row. */
  private List<Row> select(Handle handle, String which) {
    return handle
        .select(
            """
            SELECT run_id, scorer_id, status, holder, options, started_at, heartbeat_at, finished_at,
                   provider_change, prompt_tokens, completion_tokens, cost_micros,
                   COALESCE(labelled, 0) AS labelled, COALESCE(failed, 0) AS failed,
                   COALESCE(left_for_later, 0) AS left_for_later,
                   CASE WHEN status IN ('running', 'died')
                     THEN %s(COALESCE(calls, 0),
                             COALESCE((SELECT SUM(t.calls) FROM run_traffic t
                                       WHERE t.run_id = runs.run_id), 0))
                     ELSE COALESCE(calls, 0) END AS calls
            FROM runs"""
                    .formatted(dialect.greatest())
                + which)
        .map((row, context) -> new Row(run(row), row.getString("options")))
        .list();
  }

  private PastRun run(ResultSet row) throws SQLException {
    String status = row.getString("status");
    Instant heartbeat = dialect.instant(row, "heartbeat_at").orElseThrow();
    if (status.equals("running") && Run.isDead(row.getString("holder"), heartbeat, now)) {
      status = "died";
    }
    return new PastRun(
        row.getString("run_id"),
        row.getString("scorer_id"),
        status,
        dialect.instant(row, "started_at").orElseThrow(),
        status.equals("running") ? now : dialect.instant(row, "finished_at").orElse(heartbeat),
        new PastRun.Sums(
            row.getLong("labelled"),
            row.getLong("failed"),
            row.getLong("left_for_later"),
            row.getLong("calls"),
            new TokensSpent(
                new Usage(row.getLong("prompt_tokens"), row.getLong("completion_tokens")),
                row.getLong("cost_micros"))),
        row.getString("provider_change"));
  }

  private RunProgress progress(Handle handle, Row row) {
    long posts =
        handle
            .select(
                "SELECT COALESCE(MAX(position), 0) FROM run_posts WHERE run_id = ?", row.run.id())
            .mapTo(Long.class)
            .one();
    return new RunProgress(
        row.run.id(),
        row.run.scorerId(),
        row.run.startedAt(),
        Duration.between(row.run.startedAt(), now),
        posts,
        row.run.sums().labelled() + row.run.sums().failed(),
        answered(handle, row.run.id()),
        LastMinute.of(handle, row.run, row.options, now));
  }

  private static long answered(Handle handle, String runId) {
    return handle
        .select(
            "SELECT COALESCE(SUM(calls - throttled - failures + from_ledger), 0) FROM run_traffic"
                + " WHERE run_id = ?",
            runId)
        .mapTo(Long.class)
        .one();
  }

  private record Row(PastRun run, String options) {}
}
