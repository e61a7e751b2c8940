package org.postlabel.evaluation.page;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns as wide as what they hold: the first to the left, the others to the right. */
final class TextTable {
  private static final int WIDEST = 30;
  private static final String GAP = "  ";

  private TextTable() {}

  /** {@code rows} of equal length; long cells are cut off, and none breaks its line. */
  static List<String> lines(List<List<String>> rows) {
    List<List<String>> shown =
        rows.stream().map(row -> row.stream().map(TextTable::shown).toList()).toList();
    List<String> lines = new ArrayList<>();
    for (List<String> row : shown) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = shown.stream().mapToInt(cells -> length(cells.get(column))).max().orElse(0);
        String blanks = " ".repeat(width - length(row.get(i)));
        line.append(i == 0 ? row.get(i) + blanks : GAP + blanks + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String shown(String cell) {
    String line = cell.replaceAll("\\p{Cntrl}", " ");
    return length(line) <= WIDEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
