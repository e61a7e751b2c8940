package org.postlabel.report.scores;

import java.util.List;

/** The posts with the highest and the lowest scores of an attribute, the furthest first. */
public record Extremes(String column, List<ExtremePost> highest, List<ExtremePost> lowest) {
  /**
   * A post at the end of an attribute.
   *
   * @param text shortened when it is very long
   */
  public record ExtremePost(double score, String uri, String text) {}
}
