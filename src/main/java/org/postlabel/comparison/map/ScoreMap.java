package org.postlabel.comparison.map;

import static java.util.Objects.requireNonNull;

/**
 * How the scores of one column, on the right, are mapped to the scale of another, on the left.
 * Holds no text.
 *
 * @param fitted posts that the knots come from
 * @param judged other posts, that the judgement comes from
 * @param spearman the rank correlation of all of them
 */
public record ScoreMap(
    MappedColumn left,
    MappedColumn right,
    long fitted,
    long judged,
    double spearman,
    Knots knots,
    MapJudgement judgement) {
  public ScoreMap {
    requireNonNull(left);
    requireNonNull(right);
    requireNonNull(knots);
    requireNonNull(judgement);
  }

  /** The name of the column of mapped scores. */
  public String name() {
    return right.column() + "_as_" + left.column();
  }
}
