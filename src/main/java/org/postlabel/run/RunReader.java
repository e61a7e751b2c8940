package org.postlabel.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;
import org.postlabel.database.Snapshot;
import org.postlabel.json.Json;
import org.postlabel.post.Usage;

/** Reads the table {@code runs}. */
public final class RunReader {
  private static final ObjectMapper JSON = Json.mapper();

  private final Jdbi jdbi;
  private final Dialect dialect;

  public RunReader(Database database) {
    this(database.jdbi(), database.dialect());
  }

  /** Reads over the connections of {@code jdbi}. */
  public RunReader(Jdbi jdbi, Dialect dialect) {
    this.jdbi = jdbi;
    this.dialect = dialect;
  }

  public Optional<RecordedRun> find(String runId) {
    return select("WHERE run_id = ?", runId).stream().findFirst();
  }

  /**
   * The word of the scorer kind of {@code runId}; empty when an older version began the run.
   *
   * @throws RuntimeException when the database has not been migrated
   */
  public Optional<String> scorerKind(String runId) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("SELECT scorer_kind FROM runs WHERE run_id = ?", runId)
                .mapTo(String.class)
                .findOne());
  }

  /** Where {@code runId} wrote its labels; empty when an older version began the run. */
  public Optional<String> labelsTable(String runId) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("SELECT labels_table FROM runs WHERE run_id = ?", runId)
                .mapTo(String.class)
                .findOne());
  }

  /** The run that began last; empty when there was none. */
  public Optional<RecordedRun> newest() {
    return newest(1).stream().findFirst();
  }

  /** At most {@code most} runs, newest first. */
  public List<RecordedRun> newest(int most) {
    return select("ORDER BY started_at DESC, run_id DESC LIMIT ?", most);
  }

  /** The runs that have not ended by what they wrote, newest first; some may have died. */
  public List<RecordedRun> running() {
    return select("WHERE status = 'running' ORDER BY started_at DESC, run_id DESC");
  }

  /** How many runs there are. */
  public long count() {
    return jdbi.withHandle(
        handle -> handle.select("SELECT COUNT(*) FROM runs").mapTo(Long.class).one());
  }

  /** Whether there is the run {@code runId}, or at least a label of it in {@code labels}. */
  public static boolean knows(Connection connection, String runId, String labels)
      throws SQLException {
    String sql =
        "SELECT 1 FROM runs WHERE run_id = ? UNION ALL SELECT 1 FROM %s WHERE run_id = ? LIMIT 1"
            .formatted(labels);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, runId);
      select.setString(2, runId);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private List<RecordedRun> select(String which, Object... values) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    """
                    SELECT runs.*, COALESCE(finished_at, heartbeat_at) AS last_seen_at,
                           (SELECT COUNT(*) FROM canary_answers c
                            WHERE c.run_id = runs.run_id) AS canaries,
                           (SELECT COALESCE(SUM(t.calls), 0) FROM run_traffic t
                            WHERE t.run_id = runs.run_id) AS traffic_calls,
                           (SELECT COALESCE(SUM(t.retries), 0) FROM run_traffic t
                            WHERE t.run_id = runs.run_id) AS traffic_retries,
                           (SELECT COALESCE(SUM(t.from_ledger), 0) FROM run_traffic t
                            WHERE t.run_id = runs.run_id) AS traffic_from_ledger,
                           %s AS is_emulated
                    FROM runs
                    """
                            .formatted(isEmulated(handle))
                        + which,
                    values)
                .map((row, context) -> run(row))
                .list());
  }

  /** A database of an older version, which is read as it is, does not know. */
  private String isEmulated(Handle handle) {
    try {
      return Snapshot.columns(handle.getConnection(), dialect, "runs").contains("emulated")
          ? "EXISTS (SELECT 1 FROM runs e WHERE e.scorer_id = runs.scorer_id AND e.emulated)"
          : "FALSE";
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private RecordedRun run(ResultSet row) throws SQLException {
    return new RecordedRun(
        row.getString("run_id"),
        row.getString("scorer_id"),
        row.getString("status"),
        row.getString("tool_version"),
        time(row, "started_at"),
        time(row, "last_seen_at"),
        new RecordedRun.Sums(
            row.getLong("posts"),
            row.getLong("posts_read"),
            row.getLong("metadata_new"),
            row.getLong("labelled"),
            row.getLong("failed"),
            row.getLong("left_for_later"),
            // A worker on a cluster may record its last ones when the run has ended.
            Math.max(row.getLong("from_ledger"), row.getLong("traffic_from_ledger")),
            Math.max(row.getLong("calls"), row.getLong("traffic_calls")),
            Math.max(row.getLong("retries"), row.getLong("traffic_retries")),
            new Usage(row.getLong("prompt_tokens"), row.getLong("completion_tokens")),
            row.getLong("cost_micros")),
        options(row.getString("options")),
        new RecordedRun.Canaries(row.getLong("canaries"), row.getString("provider_change")),
        row.getString("stop_message"),
        row.getBoolean("is_emulated"),
        Holder.of(row));
  }

  private Instant time(ResultSet row, String column) throws SQLException {
    return dialect.instant(row, column).orElseThrow();
  }

  private static SortedMap<String, String> options(String json) {
    try {
      return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the options of a run must be a JSON object of strings", e);
    }
  }
}
