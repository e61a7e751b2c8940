package org.postlabel.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.sample.Sample;

/**
 * The posts that a run has taken on, numbered from 1, oldest first. The list is made by one
 * statement in the database and never held in memory.
 */
public final class WorkList {
  private static final String POSTS = "posts";

  private final Jdbi jdbi;
  private final String labels;
  private final String runId;

  /** The list of {@code runId}, whose labels go to the table {@code labels}. */
  public WorkList(Database database, String labels, String runId) {
    this.jdbi = database.jdbi();
    this.labels = labels;
    this.runId = runId;
  }

  /**
   * Takes on the posts that {@code selection} wants.
   *
   * @return how many
   */
  public long fill(Selection selection) {
    if (selection.sample().isAll()) {
      return jdbi.withHandle(handle -> fill(handle, selection, "", List.of()));
    }
    SampleList sample = new SampleList(runId);
    return jdbi.inTransaction(
        handle -> {
          sample.clear(handle); // A transaction that begins with a write lets nobody come between.
          sample.fill(handle, selection.sample(), POSTS);
          long posts = fill(handle, selection, SampleList.CONDITION, List.of(sample.id()));
          sample.clear(handle);
          return posts;
        });
  }

  private long fill(Handle handle, Selection selection, String condition, List<String> values) {
    WantedPosts wanted = new WantedPosts(POSTS, labels, selection);
    String sql =
        """
        INSERT INTO run_posts (run_id, position, uri)
        SELECT ?, ROW_NUMBER() OVER (ORDER BY synctimestamp NULLS LAST, uri), uri
        FROM (SELECT p.uri, p.synctimestamp %s %s ORDER BY %s LIMIT ?) AS wanted"""
            .formatted(wanted.from(), condition, WantedPosts.ORDER);
    List<Object> all = new ArrayList<>(List.of(runId));
    all.addAll(wanted.values());
    all.addAll(values);
    all.add(selection.limit() == 0 ? Long.MAX_VALUE : selection.limit());
    return handle.execute(sql, all.toArray());
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
                    """
                    SELECT p.text FROM run_posts r JOIN posts p ON p.uri = r.uri
                    WHERE r.run_id = ? AND r.position <= ? ORDER BY r.position""",
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
   * @param sample which posts come into question at all
   */
  public record Selection(
      String scorerId,
      boolean keepsOtherScorers,
      boolean retriesFailed,
      long limit,
      Sample sample) {
    public Selection {
      if (limit < 0) {
        throw new IllegalArgumentException("--limit must be 0 (all posts) or more, was " + limit);
      }
    }

    /** From all posts. */
    public Selection(
        String scorerId, boolean keepsOtherScorers, boolean retriesFailed, long limit) {
      this(scorerId, keepsOtherScorers, retriesFailed, limit, Sample.ALL);
    }

    public Selection withSample(Sample sample) {
      return new Selection(scorerId, keepsOtherScorers, retriesFailed, limit, sample);
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
