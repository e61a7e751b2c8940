package org.postlabel.output;

import java.util.List;

/** A table whose cells are coloured. */
public record HeatMap(List<String> columns, List<Row> rows) {
  /** Shades to either side of zero. */
  private static final int SHADES = 5;

  public record Row(String name, List<Cell> cells) {}

  /**
   * One square of the map.
   *
   * @param shade a class of the style sheet: {@code plus1} to {@code plus5}, {@code minus1} to
   *     {@code minus5}, {@code zero}, {@code none}
   */
  public record Cell(String text, String shade) {
    /** A coefficient of -1 to 1. */
    public static Cell of(Double coefficientOrNull) {
      return coefficientOrNull == null
          ? new Cell("–", "none")
          : shaded(
              Numbers.decimal(coefficientOrNull, 2),
              coefficientOrNull < 0,
              Math.round(Math.abs(coefficientOrNull) * SHADES));
    }

    /** A count as a share of {@code whole}, in the colour of numbers below zero or above. */
    public static Cell share(long count, long whole, boolean isMinus) {
      long shade = count == 0 ? 0 : (SHADES * count + whole - 1) / whole;
      return shaded(Numbers.count(count), isMinus, shade);
    }

    /** A count with its share of {@code whole}, in the colour of numbers below zero. */
    public static Cell withShare(long count, long whole) {
      Cell plain = share(count, whole, true);
      return new Cell(
          plain.text + " (" + Numbers.percent((double) count, (double) whole) + ")", plain.shade);
    }

    private static Cell shaded(String text, boolean isMinus, long shade) {
      return new Cell(text, shade == 0 ? "zero" : (isMinus ? "minus" : "plus") + shade);
    }
  }
}
