package org.postlabel.selection;

import java.util.EnumSet;
import java.util.List;
import org.postlabel.post.Reason;
import org.postlabel.selection.WorkList.Selection;

/**
 * SQL for the posts that a selection wants, whatever its sample and its limit: {@code p} is a post,
 * {@code l} its label, if any.
 *
 * @param posts what to select posts from: a table, or a subquery in parentheses
 * @param labels the same for labels
 */
public record WantedPosts(String posts, String labels, Selection selection) {
  /** In which order a run labels them. */
  public static final String ORDER = "p.synctimestamp NULLS LAST, p.uri";

  private static final String PERMANENT = ChosenReasons.quoted(EnumSet.allOf(Reason.class));

  /** All from {@code FROM} on; more conditions may follow after {@code AND}. */
  public String from() {
    return """
        FROM %s p LEFT JOIN %s l ON l.uri = p.uri
        WHERE (l.uri IS NULL
          OR (NOT l.was_successfully_labeled
              AND (l.reason IS NULL OR l.reason NOT IN (%s) OR ?))
          OR (l.scorer_id <> ? AND NOT ?))"""
        .formatted(posts, labels, PERMANENT);
  }

  /** The values of its placeholders, in their order. */
  public List<Object> values() {
    return List.of(selection.retriesFailed(), selection.scorerId(), selection.keepsOtherScorers());
  }
}
