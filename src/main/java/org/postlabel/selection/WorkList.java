package org.postlabel.selection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postlabel.database.Database;
import org.postlabel.post.WiderScorer;
import org.postlabel.run.Funnel.Labelled;
import org.postlabel.selection.sample.Sample;
import org.postlabel.selection.source.PostSource;

/**
 * The posts that a run has taken on, numbered from 1 in the order in which it labels them. The list
 * is in the database and never held in memory.
 */
public final class WorkList {
  /** Positions that are in memory at a time. */
  private static final int PORTION = 10_000;

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
   * Takes on all posts that {@code selection} wants.
   *
   * @return how many
   */
  public long fill(Selection selection) {
    Intake intake = intake(selection);
    long taken = 0;
    while (!intake.isComplete()) {
      taken += intake.takeOn(Long.MAX_VALUE, listed -> {});
    }
    return taken;
  }

  /** Takes on the posts that {@code selection} wants in portions, on a list that is empty. */
  public Intake intake(Selection selection) {
    return intake(selection, Intake.STRETCH_ROWS);
  }

  /** The same with stretches of another length. */
  Intake intake(Selection selection, int stretchRows) {
    return new Intake(database, source, labels, runId, selection, stretchRows);
  }

  /**
   * The last position, {@code first} or after it, up to which there are no more than {@code
   * maxPosts} posts whose texts have no more than {@code maxBytes}; {@code first} at least. Reads
   * little more of the list than that, in portions.
   */
  public long lastWithin(long first, long maxPosts, long maxBytes) {
    return jdbi.withHandle(
        handle -> {
          long end = first + maxPosts;
          long next = first;
          long bytes = 0;
          while (next < end) {
            long portionEnd = Math.min(end, next + PORTION);
            for (long length : textBytes(handle, next, portionEnd - 1)) {
              bytes += length;
              if (bytes > maxBytes) {
                return Math.max(first, next - 1);
              }
              next++;
            }
            if (next < portionEnd) {
              break;
            }
          }
          return Math.max(first, next - 1);
        });
  }

  private List<Long> textBytes(Handle handle, long first, long last) {
    return handle
        .select(
            "SELECT COALESCE(text_bytes, 0) FROM run_posts WHERE run_id = ?"
                + " AND position BETWEEN ? AND ? ORDER BY position",
            runId,
            first,
            last)
        .mapTo(Long.class)
        .list();
  }

  /** How many posts on the list have a label that this run replaces for the reason {@code why}. */
  public long labelsToReplace(Replaced why) {
    return count(
        "SELECT COUNT(*) FROM run_posts WHERE run_id = ? AND replaces = ?", runId, why.code());
  }

  /** Labels of this run with scores and a reason, by reason: these scores are not like others. */
  public Map<String, Long> labelledWithReason() {
    Map<String, Long> byReason = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .select(
                    """
                    SELECT l.reason AS reason, COUNT(*) AS posts
                    FROM run_posts r JOIN %s l ON l.uri = r.uri
                    WHERE r.run_id = ? AND l.run_id = ? AND l.was_successfully_labeled
                      AND l.reason IS NOT NULL
                    GROUP BY 1\
                    """
                        .formatted(labels),
                    runId,
                    runId)
                .map((row, context) -> byReason.put(row.getString("reason"), row.getLong("posts")))
                .list());
    return byReason;
  }

  /** How many posts between two positions have no metadata yet. */
  public long withoutMetadata(long first, long last) {
    return count(
        """
        SELECT COUNT(*) FROM run_posts r
        WHERE r.run_id = ? AND r.position BETWEEN ? AND ?
          AND NOT EXISTS (SELECT 1 FROM record_classification_metadata m WHERE m.uri = r.uri)\
        """,
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
                    GROUP BY 1\
                    """
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

  /** The texts of the posts between two positions, in order. */
  public List<String> texts(long first, long last) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    source.selectListed("text")
                        + " WHERE r.run_id = ? AND r.position BETWEEN ? AND ? ORDER BY r.position",
                    runId,
                    first,
                    last)
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
   * @param widerOrNull whose labels stay, too
   * @param keepsOtherScorers whether labels of other scorers stay too
   * @param retriesFailed whether posts that failed for good are tried again
   * @param comparesTexts whether posts are taken on whose text is not the one of their label
   * @param limit the most posts; 0 means all
   * @param sample which posts come into question at all
   * @param judgements how many a label with scores needs to stay
   */
  public record Selection(
      String scorerId,
      WiderScorer widerOrNull,
      boolean keepsOtherScorers,
      boolean retriesFailed,
      boolean comparesTexts,
      long limit,
      Sample sample,
      int judgements) {
    public Selection {
      if (limit < 0) {
        throw new IllegalArgumentException("--limit must be 0 (all posts) or more, was " + limit);
      }
    }

    /** By any judgements. */
    public Selection(
        String scorerId,
        WiderScorer widerOrNull,
        boolean keepsOtherScorers,
        boolean retriesFailed,
        boolean comparesTexts,
        long limit,
        Sample sample) {
      this(
          scorerId, widerOrNull, keepsOtherScorers, retriesFailed, comparesTexts, limit, sample, 1);
    }

    /** From all posts, comparing texts. */
    public Selection(
        String scorerId, boolean keepsOtherScorers, boolean retriesFailed, long limit) {
      this(scorerId, null, keepsOtherScorers, retriesFailed, true, limit, Sample.ALL);
    }

    public Selection withSample(Sample sample) {
      return new Selection(
          scorerId,
          widerOrNull,
          keepsOtherScorers,
          retriesFailed,
          comparesTexts,
          limit,
          sample,
          judgements);
    }
  }
}
