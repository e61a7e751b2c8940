package org.postlabel.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Dialect;

/**
 * A run that has not ended by what it wrote.
 *
 * @param isSilent whether its last heartbeat is more than half a minute ago by the database's clock
 * @param labelsTable where its labels go; empty when an older version began it
 * @param startedAt for people
 */
record InProgress(
    String runId,
    String scorerId,
    String labelsTable,
    Holder holder,
    boolean isSilent,
    String startedAt) {
  /** How old the last heartbeat of a living run may be. */
  static final Duration DIED_AFTER = Duration.ofSeconds(30);

  /** Those that {@code which} selects, a condition or an order. */
  static List<InProgress> of(Handle handle, Dialect dialect, String which, Object... values) {
    return handle
        .select(
            """
            SELECT runs.*, CASE WHEN heartbeat_at < %s THEN 1 ELSE 0 END AS is_silent
            FROM runs WHERE status = 'running' %s\
            """
                .formatted(dialect.timeAgo(DIED_AFTER), which),
            values)
        .map((row, context) -> read(dialect, row))
        .list();
  }

  private static InProgress read(Dialect dialect, ResultSet row) throws SQLException {
    return new InProgress(
        row.getString("run_id"),
        row.getString("scorer_id"),
        Optional.ofNullable(row.getString("labels_table")).orElse(""),
        Holder.of(row),
        row.getInt("is_silent") == 1,
        dialect.shownTime(row, "started_at"));
  }

  /** Which run is in progress, and what to do about it. */
  String sentence() {
    return "run %s (%s) has been labelling this database since %s UTC; wait for it, or stop it"
        .formatted(runId, holder, startedAt);
  }

  /** The same for a run of {@code scorer} that cannot begin; it may take another table. */
  String sentence(String scorer) {
    return scorerId.equals(scorer)
        ? sentence()
        : ("run %s (%s) of %s has been writing to %s since %s UTC; wait for it, stop it,"
                + " or write to another table with --labelsTable")
            .formatted(runId, holder, scorerId, labelsTable, startedAt);
  }
}
