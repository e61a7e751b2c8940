package org.postlabel.selection;

import java.util.EnumSet;
import java.util.List;
import org.postlabel.post.LabelTable;
import org.postlabel.post.Reason;
import org.postlabel.post.WiderScorer;
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

  /** A label is of a text: whether the post has another one now. */
  private static final String IS_CHANGED = "l.text <> p.text";

  private static final String PERMANENT = ChosenReasons.quoted(EnumSet.allOf(Reason.class));

  /**
   * Whether a label with scores rests on too few judgements; a table of single ones has no number.
   */
  private String hasTooFew() {
    return "(l.scorer_id = '%s' AND l.was_successfully_labeled AND COALESCE(l.%s, 1) < %d)"
        .formatted(
            selection.scorerId().replace("'", "''"), LabelTable.JUDGEMENTS, selection.judgements());
  }

  private boolean needsSeveral() {
    return selection.judgements() > 1;
  }

  /** All from {@code FROM} on; more conditions may follow after {@code AND}. */
  public String from() {
    return """
    FROM %s p LEFT JOIN %s l ON l.uri = p.uri
    WHERE (l.uri IS NULL
      OR (NOT l.was_successfully_labeled
          AND (l.reason IS NULL OR l.reason NOT IN (%s) OR ?))
      OR (l.scorer_id NOT IN (?, ?) AND NOT ?)%s%s)\
    """
        .formatted(
            posts,
            labels,
            PERMANENT,
            selection.comparesTexts() ? " OR " + IS_CHANGED : "",
            needsSeveral() ? " OR " + hasTooFew() : "");
  }

  /** An expression for the name of the {@link Replaced} label of a wanted post. */
  public String replaced() {
    return "CASE %s %s WHEN l.was_successfully_labeled THEN '%s' END"
        .formatted(
            selection.comparesTexts()
                ? "WHEN %s THEN '%s'".formatted(IS_CHANGED, Replaced.CHANGED_TEXT.code())
                : "",
            needsSeveral()
                ? "WHEN %s THEN '%s'".formatted(hasTooFew(), Replaced.FEWER_JUDGEMENTS.code())
                : "",
            Replaced.OTHER_SCORER.code());
  }

  /** The values of its placeholders, in their order. */
  public List<Object> values() {
    WiderScorer wider = selection.widerOrNull();
    return List.of(
        selection.retriesFailed(),
        selection.scorerId(),
        wider == null ? selection.scorerId() : wider.scorerId(),
        selection.keepsOtherScorers());
  }
}
