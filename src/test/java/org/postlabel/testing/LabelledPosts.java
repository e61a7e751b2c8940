package org.postlabel.testing;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postlabel.database.Database;
import org.postlabel.scorer.perspective.PerspectiveLabels;

/** Puts posts and labels into a database, as a run would have left them. */
public final class LabelledPosts {
  public static final String RUN = "20260131-120000-abcd";

  private static final List<String> SCORES =
      List.copyOf(PerspectiveLabels.TABLE.attributeByColumn().keySet());

  private final Database database;

  public LabelledPosts(Database database) {
    this.database = database;
  }

  public void addPost(String uri, String text) {
    execute("INSERT INTO posts (uri, text) VALUES (?, ?)", uri, text);
  }

  /** Adds a label that has the same score in every column. */
  public void addLabel(String uri, String text, double score) {
    addLabel(uri, text, SCORES.stream().map(column -> score).toList());
  }

  /** Adds a label with a score for each column. */
  public void addLabel(String uri, String text, List<Double> scores) {
    List<Object> values = new ArrayList<>(List.of(uri, text, time("2026-01-31T12:00:00Z"), RUN));
    values.addAll(scores);
    execute(
        """
        INSERT INTO perspective_api_labels (uri, text, label_timestamp, run_id, text_hash, scorer_id,
          was_successfully_labeled, %s)
        VALUES (?, ?, ?, ?, 'hash', 'scorer', TRUE, %s)\
        """
            .formatted(
                String.join(", ", SCORES), SCORES.stream().map(s -> "?").collect(joining(", "))),
        values.toArray());
  }

  /** Adds a label without scores, whose text has the hash {@code textHash}. */
  public void addFailure(String uri, String text, String reasonOrNull, String textHash) {
    execute(
        """
        INSERT INTO perspective_api_labels (uri, text, label_timestamp, run_id, reason, text_hash,
          scorer_id, was_successfully_labeled)
        VALUES (?, ?, ?, ?, ?, ?, 'scorer', FALSE)\
        """,
        uri,
        text,
        time("2026-01-31T12:00:00Z"),
        RUN,
        reasonOrNull,
        textHash);
  }

  /** Adds a run that has ended, or one in progress with its last {@code heartbeat}. */
  public void addRun(String runId, String status, Instant heartbeat) {
    Object at = database.dialect().timestamp(heartbeat);
    execute(
        """
        INSERT INTO runs (run_id, scorer_id, status, holder, tool_version, options, started_at,
                          heartbeat_at)
        VALUES (?, 'scorer', ?, 'elsewhere/1', 'test', '{}', ?, ?)\
        """,
        runId,
        status,
        at,
        at);
  }

  public int execute(String sql, Object... values) {
    return database.jdbi().withHandle(handle -> handle.execute(sql, values));
  }

  /** {@code instant} as a column takes it. */
  public Object time(String instant) {
    return database.dialect().timestamp(Instant.parse(instant));
  }
}
