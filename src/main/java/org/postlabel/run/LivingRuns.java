package org.postlabel.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Dialect;

/** Runs that are in progress, of any scorer: their heart has beaten lately. */
public final class LivingRuns {
  /** A heart that has been still for so long has stopped. */
  static final Duration DEAD_AFTER = Duration.ofSeconds(30);

  private LivingRuns() {}

  /**
   * For work that must not meet a run.
   *
   * @throws RunInProgressException when there is one
   */
  public static void requireNone(Handle handle, Dialect dialect) throws RunInProgressException {
    String livingOrNull =
        handle
            .select(
                """
                SELECT run_id, holder, started_at FROM runs
                WHERE status = 'running' AND heartbeat_at >= ? ORDER BY started_at""",
                dialect.timestamp(Instant.now().minus(DEAD_AFTER)))
            .map(
                (row, context) ->
                    Holder.parse(row.getString("holder")).isKnownDead()
                        ? null
                        : sentence(dialect, row))
            .filter(sentence -> sentence != null)
            .findFirst()
            .orElse(null);
    if (livingOrNull != null) {
      throw new RunInProgressException(livingOrNull);
    }
  }

  /** Who runs, and what to do about it. */
  static String sentence(Dialect dialect, ResultSet run) throws SQLException {
    return "run %s (%s) has been labelling this database since %s UTC; wait for it, or stop it"
        .formatted(
            run.getString("run_id"), run.getString("holder"), dialect.shownTime(run, "started_at"));
  }
}
