package org.postlabel.report.page;

import java.util.List;
import java.util.Locale;

/**
 * A chart and its table, which are the same: the page draws the chart from the table.
 *
 * @param summary what the chart shows, in a sentence
 * @param rowTitle title of the column of row names
 * @param unit of the numbers
 * @param decimals of the numbers in the table
 */
public record Chart(
    String id,
    Kind kind,
    String title,
    String summary,
    String rowTitle,
    String unit,
    int decimals,
    List<String> series,
    List<Row> rows) {
  /** How it is drawn. */
  public enum Kind {
    LINES,
    /** Upright bars, series upon series. */
    STACKED,
    /** Bars that lie, series beside series. */
    LYING,
    /** Bars that lie, series upon series. */
    LYING_STACKED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A value for each series; null where there is none. */
  public record Row(String name, List<Double> values) {}
}
