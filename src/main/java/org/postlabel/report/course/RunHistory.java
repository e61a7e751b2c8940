package org.postlabel.report.course;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postlabel.database.Database;
import org.postlabel.database.Timestamps;
import org.postlabel.post.Usage;

/** The runs of a database. */
public final class RunHistory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;

  public RunHistory(Database database) {
    this.database = database;
  }

  /** The run that began last; empty when there was none. */
  public Optional<RunFacts> newest() {
    return first("ORDER BY started_at DESC, run_id DESC LIMIT 1");
  }

  public Optional<RunFacts> find(String runId) {
    return first("WHERE run_id = ?", runId);
  }

  private Optional<RunFacts> first(String which, Object... values) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        """
                        SELECT runs.*, COALESCE(finished_at, heartbeat_at) AS last_seen_at,
                               (SELECT COUNT(*) FROM canary_answers c
                                WHERE c.run_id = runs.run_id) AS canaries
                        FROM runs
                        """
                            + which,
                        values)
                    .map((row, context) -> facts(row))
                    .findFirst());
  }

  private static RunFacts facts(ResultSet row) throws SQLException {
    return new RunFacts(
        row.getString("run_id"),
        row.getString("scorer_id"),
        row.getString("status"),
        row.getString("tool_version"),
        Timestamps.parse(row.getString("started_at")).toInstant(),
        Timestamps.parse(row.getString("last_seen_at")).toInstant(),
        new RunSums(
            row.getLong("posts"),
            row.getLong("posts_read"),
            row.getLong("metadata_new"),
            row.getLong("labelled"),
            row.getLong("failed"),
            row.getLong("left_for_later"),
            row.getLong("from_ledger"),
            row.getLong("calls"),
            row.getLong("retries"),
            new Usage(row.getLong("prompt_tokens"), row.getLong("completion_tokens")),
            row.getLong("cost_micros")),
        options(row.getString("options")),
        new CanaryFindings(row.getLong("canaries"), row.getString("provider_change")),
        row.getString("stop_message"));
  }

  private static SortedMap<String, String> options(String json) {
    try {
      return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the options of a run are a JSON object of strings", e);
    }
  }
}
