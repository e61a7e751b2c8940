package org.postlabel.selection;

import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postlabel.database.Database;
import org.postlabel.run.Funnel.Labelled;
import org.postlabel.selection.WantedPosts.Replaced;
import org.postlabel.selection.sample.Sample;
import org.postlabel.selection.source.PostSource;

/**
 * The posts that a run has taken on, numbered from 1, oldest first. The list is made by the
 * database and never held in memory.
 */
public final class WorkList {
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
    try (Handle handle = jdbi.open()) {
      long posts =
          selection.sample().isAll()
              ? fill(handle, selection, "", List.of())
              : handle.inTransaction(transaction -> fillFromSample(transaction, selection));
      database.dialect().refreshStatistics(handle.getConnection(), "run_posts");
      return posts;
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException("cannot take on posts", e, null);
    }
  }

  private long fillFromSample(Handle handle, Selection selection) throws SQLException {
    SampleList sample = new SampleList(runId);
    sample.clear(handle); // A transaction that begins with a write lets nobody come between.
    sample.fill(handle, selection.sample(), source.relation());
    long posts = fill(handle, selection, SampleList.CONDITION, List.of(sample.id()));
    sample.clear(handle);
    return posts;
  }

  private long fill(Handle handle, Selection selection, String condition, List<String> values)
      throws SQLException {
    WantedPosts wanted = new WantedPosts(source.relation(), labels, selection);
    String sql =
        """
        INSERT INTO run_posts (run_id, position, replaces, %1$s)
        SELECT ?, ROW_NUMBER() OVER (ORDER BY synctimestamp NULLS LAST, uri), replaces, %1$s
        FROM (SELECT %2$s, %6$s AS replaces %3$s %4$s ORDER BY %5$s LIMIT ?) AS wanted\
        """
            .formatted(
                String.join(", ", source.listedColumns()),
                Stream.concat(source.listedColumns().stream(), Stream.of("synctimestamp"))
                    .distinct()
                    .map(column -> "p." + column)
                    .collect(joining(", ")),
                wanted.from(),
                condition,
                WantedPosts.ORDER,
                wanted.replaced());
    List<Object> all = new ArrayList<>(List.of(runId));
    all.addAll(wanted.values());
    all.addAll(values);
    all.add(selection.limit() == 0 ? Long.MAX_VALUE : selection.limit());
    // Not by Jdbi, which would look for placeholders of its own in the user's query.
    try (PreparedStatement insert = handle.getConnection().prepareStatement(sql)) {
      for (int i = 0; i < all.size(); i++) {
        insert.setObject(i + 1, all.get(i));
      }
      return insert.executeUpdate();
    }
  }

  /** How many posts on the list have a label that this run replaces for the reason {@code why}. */
  public long labelsToReplace(Replaced why) {
    return count(
        "SELECT COUNT(*) FROM run_posts WHERE run_id = ? AND replaces = ?", runId, why.code());
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
   * @param keepsOtherScorers whether labels of other scorers stay too
   * @param retriesFailed whether posts that failed for good are tried again
   * @param comparesTexts whether posts are taken on whose text is not the one of their label
   * @param limit the most posts; 0 means all
   * @param sample which posts come into question at all
   */
  public record Selection(
      String scorerId,
      boolean keepsOtherScorers,
      boolean retriesFailed,
      boolean comparesTexts,
      long limit,
      Sample sample) {
    public Selection {
      if (limit < 0) {
        throw new IllegalArgumentException("--limit must be 0 (all posts) or more, was " + limit);
      }
    }

    /** From all posts, comparing texts. */
    public Selection(
        String scorerId, boolean keepsOtherScorers, boolean retriesFailed, long limit) {
      this(scorerId, keepsOtherScorers, retriesFailed, true, limit, Sample.ALL);
    }

    public Selection withSample(Sample sample) {
      return new Selection(
          scorerId, keepsOtherScorers, retriesFailed, comparesTexts, limit, sample);
    }
  }
}
