package org.postlabel.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of text whose values stand one below the other. */
public final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /** A line of a name and a number. */
  public static String line(String name, long count) {
    return line(name, Numbers.count(count));
  }

  /** A line of a name and a value. */
  public static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-36s %s", name, value);
  }

  /** A line of a name and a formatted value. */
  public static String line(String name, String format, Object... values) {
    return line(name, String.format(Locale.ROOT, format, values));
  }

  /**
   * Columns as wide as their cells.
   *
   * @param alignment {@code l} or {@code r} for each column, the last one for all that follow
   * @param rows of equal length
   */
  public static List<String> lines(String alignment, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(cells -> length(cells.get(column))).max().orElse(0);
        String blanks = " ".repeat(width - length(row.get(i)));
        boolean isLeft = alignment.charAt(Math.min(i, alignment.length() - 1)) == 'l';
        line.append(i == 0 ? "" : GAP).append(isLeft ? row.get(i) + blanks : blanks + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
