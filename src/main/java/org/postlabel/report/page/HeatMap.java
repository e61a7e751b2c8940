package org.postlabel.report.page;

import java.util.ArrayList;
import java.util.List;
import org.postlabel.report.labels.LabelOverview;

/**
 * The correlations of the attributes that have scores, as a table whose cells are coloured.
 *
 * @param columns attributes, all but the last
 * @param rows attributes, all but the first, each with its cells
 */
public record HeatMap(List<String> columns, List<Row> rows) {
  /** Shades to either side of zero. */
  private static final int SHADES = 5;

  public HeatMap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The cells of one attribute with those before it. */
  public record Row(String name, List<Cell> cells) {}

  /**
   * One coefficient.
   *
   * @param shade a class of the style sheet: {@code plus1} to {@code plus5}, {@code minus1} to
   *     {@code minus5}, {@code zero}, {@code none}
   */
  public record Cell(String text, String shade) {
    static Cell of(Double coefficientOrNull) {
      if (coefficientOrNull == null) {
        return new Cell("–", "none");
      }
      long shade = Math.round(Math.abs(coefficientOrNull) * SHADES);
      String side = coefficientOrNull < 0 ? "minus" : "plus";
      return new Cell(Numbers.decimal(coefficientOrNull, 2), shade == 0 ? "zero" : side + shade);
    }
  }

  public static HeatMap of(LabelOverview labels) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < labels.attributes().size(); i++) {
      if (labels.attributes().get(i).posts() > 0) {
        shown.add(i);
      }
    }
    List<String> names = shown.stream().map(i -> labels.attributes().get(i).column()).toList();
    List<Row> rows = new ArrayList<>();
    for (int row = 1; row < shown.size(); row++) {
      List<Double> coefficients = labels.correlations().get(shown.get(row));
      rows.add(
          new Row(
              names.get(row),
              shown.subList(0, row).stream().map(i -> Cell.of(coefficients.get(i))).toList()));
    }
    return new HeatMap(names.subList(0, Math.max(0, names.size() - 1)), rows);
  }
}
