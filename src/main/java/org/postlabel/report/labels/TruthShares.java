package org.postlabel.report.labels;

import java.util.List;

/**
 * How often a column of truths is true.
 *
 * @param timeUnit {@code hour}, {@code day}, {@code month} or {@code year} of {@code byTime}
 * @param byTime in the order of time, empty times too; a time that is not known is {@code ""}
 * @param bySource the most frequent first; a source that is not known is {@code ""}
 */
public record TruthShares(
    String column, String timeUnit, List<Share> byTime, List<Share> bySource) {
  /**
   * The posts that have something in common.
   *
   * @param posts those for which the column is true or false
   * @param truths those for which it is true
   */
  public record Share(String name, long posts, long truths) {}
}
