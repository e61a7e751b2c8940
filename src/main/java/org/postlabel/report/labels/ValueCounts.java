package org.postlabel.report.labels;

import java.util.List;

/**
 * How often a column of truths or words holds each of its values.
 *
 * @param values the most frequent first, with the posts that hold them; {@code ""} for none
 */
public record ValueCounts(String column, List<LabelCount> values) {
  public ValueCounts {
    values = List.copyOf(values);
  }
}
