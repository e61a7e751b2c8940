package org.postlabel.report.scores;

import java.util.List;

/**
 * The scores in one column. Without any score the numbers are null.
 *
 * @param scale what the numbers are, in words; null when it is not stated
 * @param standardDeviation null below two scores
 * @param median true to a thousandth; null when a score is below 0 or above 1
 * @param p90 nine in ten scores are not above it; as the median
 * @param bars posts by score, from 0 to 1 in equal steps; what lies outside is in the end bars
 */
public record AttributeScores(
    String column,
    String scale,
    long posts,
    Double mean,
    Double standardDeviation,
    Double min,
    Double median,
    Double p90,
    Double max,
    List<Long> bars) {
  /** Whether a score is below 0 or above 1, and so in an end bar. */
  public boolean exceedsBars() {
    return posts > 0 && (min < 0 || max > 1);
  }
}
