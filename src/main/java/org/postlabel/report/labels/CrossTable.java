package org.postlabel.report.labels;

import java.util.List;

/**
 * Posts by the values of two columns, on each side the most frequent first; {@code ""} is no value.
 *
 * @param rowColumn the column whose values are the rows
 * @param column the column whose values are the columns
 * @param posts row by row
 */
public record CrossTable(
    String rowColumn,
    String column,
    List<String> rows,
    List<String> columns,
    List<List<Long>> posts) {
  /** Of the first so many columns of truths and words each pair has a table. */
  public static final int MOST_COLUMNS = 6;
}
