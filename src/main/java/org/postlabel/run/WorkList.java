package org.postlabel.run;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postlabel.database.Database;
import org.postlabel.post.Reason;
import org.postlabel.source.PostSource;

/**
 * The posts that a run has taken on, numbered from 1, oldest first. The list is made by one
 * statement in the database and never held in memory.
 */
public final class WorkList {
  private static final String PERMANENT = ChosenReasons.quoted(EnumSet.allOf(Reason.class));

  private final Database database;
  private final Jdbi jdbi;
  private final PostSource source;
  private final String labels;
  private final String runId;

  /** The list of {@code runId}, whose labels go to the table {@code labels}. */
  public WorkList(Database database, PostSource source, String labels, String runId) {
    this.database = database;
    this.jdbi = database.jdbi();
    this.source = source;
    this.labels = labels;
    this.runId = runId;
  }

  /**
   * Takes on the posts that {@code selection} wants.
   *
   * @return how many
   */
  public long fill(Selection selection) {
    String sql =
        """
        INSERT INTO run_posts (run_id, position, %1$s)
        SELECT ?, ROW_NUMBER() OVER (ORDER BY synctimestamp NULLS LAST, uri), %1$s
        FROM (
          SELECT %2$s
          FROM %3$s p LEFT JOIN %4$s l ON l.uri = p.uri
          WHERE l.uri IS NULL
            OR (NOT l.was_successfully_labeled
                AND (l.reason IS NULL OR l.reason NOT IN (%5$s) OR ?))
            OR (l.scorer_id <> ? AND NOT ?)
          ORDER BY p.synctimestamp NULLS LAST, p.uri
          LIMIT ?) AS wanted"""
            .formatted(
                String.join(", ", source.listedColumns()),
                Stream.concat(source.listedColumns().stream(), Stream.of("synctimestamp"))
                    .distinct()
                    .map(column -> "p." + column)
                    .collect(joining(", ")),
                source.relation(),
                labels,
                PERMANENT);
    // Not by Jdbi, which would look for placeholders of its own in the user's query.
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, runId);
      insert.setBoolean(2, selection.retriesFailed());
      insert.setString(3, selection.scorerId());
      insert.setBoolean(4, selection.keepsOtherScorers());
      insert.setLong(5, selection.limit() == 0 ? Long.MAX_VALUE : selection.limit());
      int posts = insert.executeUpdate();
      database.dialect().refreshStatistics(connection, "run_posts");
      return posts;
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException("cannot take on posts", e, null);
    }
  }

  /** How many posts on the list have scores of another scorer, which this run replaces. */
  public long labelsToReplace() {
    return count(
        "SELECT COUNT(*) FROM run_posts r JOIN "
            + labels
            + " l ON l.uri = r.uri WHERE r.run_id = ? AND l.was_successfully_labeled",
        runId);
  }

  /** How many posts between two positions have no metadata yet. */
  public long withoutMetadata(long first, long last) {
    return count(
        """
        SELECT COUNT(*) FROM run_posts r
        WHERE r.run_id = ? AND r.position BETWEEN ? AND ?
          AND NOT EXISTS (SELECT 1 FROM record_classification_metadata m WHERE m.uri = r.uri)""",
        runId,
        first,
        last);
  }

  /** What this run has labelled between two positions. */
  public Labelled labelled(long first, long last) {
    Map<String, Long> byReason = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .select(
                    """
                    SELECT CASE WHEN l.was_successfully_labeled THEN NULL ELSE l.reason END AS reason,
                           COUNT(*) AS posts
                    FROM run_posts r JOIN %s l ON l.uri = r.uri
                    WHERE r.run_id = ? AND r.position BETWEEN ? AND ? AND l.run_id = ?
                    GROUP BY 1"""
                        .formatted(labels),
                    runId,
                    first,
                    last,
                    runId)
                .map((row, context) -> byReason.put(row.getString("reason"), row.getLong("posts")))
                .list());
    Long withScores = byReason.remove(null);
    return new Labelled(withScores == null ? 0 : withScores, byReason);
  }

  /** Some texts from the front of the list, to try the provider with. */
  public List<String> firstTexts(int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    source.selectListed("text")
                        + " WHERE r.run_id = ? AND r.position <= ? ORDER BY r.position",
                    runId,
                    most)
                .mapTo(String.class)
                .list());
  }

  private long count(String sql, Object... values) {
    return jdbi.withHandle(handle -> handle.select(sql, values).mapTo(Long.class).one());
  }

  /**
   * Which posts a run takes on: always those without a label, or with a failure that no reason of
   * ours explains.
   *
   * @param scorerId whose labels stay
   * @param keepsOtherScorers whether labels of other scorers stay too
   * @param retriesFailed whether posts that failed for good are tried again
   * @param limit the most posts; 0 means all
   */
  public record Selection(
      String scorerId, boolean keepsOtherScorers, boolean retriesFailed, long limit) {
    public Selection {
      if (limit < 0) {
        throw new IllegalArgumentException("--limit must be 0 (all posts) or more, was " + limit);
      }
    }
  }

  /** Posts with scores, and posts without by reason. */
  public record Labelled(long withScores, Map<String, Long> withoutScoresByReason) {
    public Labelled {
      withoutScoresByReason = Map.copyOf(withoutScoresByReason);
    }

    public long posts() {
      return withScores + withoutScoresByReason.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
