package org.postlabel.status;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Counts all posts by state. */
final class PostsTable {
  private static final String NO_REASON = "no reason given";

  private PostsTable() {}

  static PostStates count(Handle handle, String labels, Instant now) {
    Map<String, Long> byReason = new HashMap<>();
    handle
        .select(
            """
            SELECT CASE WHEN was_successfully_labeled THEN NULL ELSE COALESCE(reason, ?) END AS reason,
                   COUNT(*) AS posts
            FROM %s GROUP BY 1"""
                .formatted(labels),
            NO_REASON)
        .map((row, context) -> byReason.put(row.getString("reason"), row.getLong("posts")))
        .list();
    Long labelled = byReason.remove(null);
    return new PostStates(
        one(handle, "SELECT COUNT(*) FROM posts"),
        one(
            handle,
            "SELECT COUNT(*) FROM posts p WHERE NOT EXISTS (SELECT 1 FROM %s l WHERE l.uri = p.uri)"
                .formatted(labels)),
        labelled == null ? 0 : labelled,
        byReason,
        now);
  }

  private static long one(Handle handle, String sql) {
    return handle.select(sql).mapTo(Long.class).one();
  }
}
