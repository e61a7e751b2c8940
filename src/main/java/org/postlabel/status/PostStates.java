package org.postlabel.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postlabel.database.Dialect;
import org.postlabel.database.PostsTable;

/**
 * All posts of a database by state.
 *
 * @param posts in the table of posts
 * @param withoutLabel of these, those that have no label
 * @param changedTexts of these, those whose text is not the one of their label; 0 when texts are
 *     not compared
 * @param labelled labels with scores, of whatever posts
 * @param failedByReason labels without scores
 * @param countedAt when that was so
 */
@JsonPropertyOrder({
  "posts",
  "labelled",
  "failed",
  "notYetLabelled",
  "changedTexts",
  "labelsOfOtherPosts"
})
public record PostStates(
    long posts,
    @JsonProperty("notYetLabelled") long withoutLabel,
    long changedTexts,
    long labelled,
    @JsonProperty("failed") Map<String, Long> failedByReason,
    Instant countedAt) {
  private static final String NO_REASON = "no reason given";

  public PostStates {
    failedByReason = Collections.unmodifiableMap(new TreeMap<>(failedByReason));
  }

  /**
   * Counts all posts, and all labels in the table {@code labels}.
   *
   * @param comparesTexts whether labels are compared with their posts, which reads all texts
   */
  static PostStates count(
      Handle handle, Dialect dialect, String labels, boolean comparesTexts, Instant now) {
    Map<String, Long> byReason = new HashMap<>();
    handle
        .select(
            """
            SELECT CASE WHEN was_successfully_labeled THEN NULL ELSE COALESCE(reason, ?) END AS reason,
                   COUNT(*) AS posts
            FROM %s GROUP BY 1\
            """
                .formatted(labels),
            NO_REASON)
        .map((row, context) -> byReason.put(row.getString("reason"), row.getLong("posts")))
        .list();
    Long labelled = byReason.remove(null);
    // A table of another tool may have no uri; its posts have no labels then.
    PostsTable table = postsIn(handle, dialect);
    String posts = table.byUri().orElse("(SELECT '' AS uri WHERE 1 = 0)");
    return new PostStates(
        count(handle, "SELECT COUNT(*) FROM %s p".formatted(posts)),
        count(
            handle,
            "SELECT COUNT(*) FROM %s p WHERE NOT EXISTS (SELECT 1 FROM %s l WHERE l.uri = p.uri)"
                .formatted(posts, labels)),
        comparesTexts && table.has("text")
            ? count(
                handle,
                "SELECT COUNT(*) FROM posts p JOIN %s l ON l.uri = p.uri WHERE l.text <> CAST(p.text AS TEXT)"
                    .formatted(labels))
            : 0,
        labelled == null ? 0 : labelled,
        byReason,
        now);
  }

  private static PostsTable postsIn(Handle handle, Dialect dialect) {
    try {
      return PostsTable.in(handle.getConnection(), dialect);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException("cannot read the columns of posts", e, null);
    }
  }

  private static long count(Handle handle, String sql) {
    return handle.select(sql).mapTo(Long.class).one();
  }

  /** Labels whose posts are not in the table of posts: deleted, or read from elsewhere. */
  @JsonProperty("labelsOfOtherPosts")
  public long ofOtherPosts() {
    long failed = failedByReason.values().stream().mapToLong(Long::longValue).sum();
    return labelled + failed - (posts - withoutLabel);
  }
}
