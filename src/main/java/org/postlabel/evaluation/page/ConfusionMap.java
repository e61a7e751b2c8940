package org.postlabel.evaluation.page;

import java.util.ArrayList;
import java.util.List;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.report.page.HeatMap;
import org.postlabel.report.page.HeatMap.Cell;
import org.postlabel.report.page.HeatMap.Row;
import org.postlabel.report.page.Numbers;

/** A confusion table whose cells are coloured by their share of their row. */
public final class ConfusionMap {
  private static final int SHADES = 5;

  private ConfusionMap() {}

  public static HeatMap of(ConfusionTable table) {
    List<Row> rows = new ArrayList<>();
    for (int gold = 0; gold < table.classes().size(); gold++) {
      List<Cell> cells = new ArrayList<>();
      for (int label = 0; label < table.classes().size(); label++) {
        cells.add(cell(table, gold, label));
      }
      rows.add(new Row(table.classes().get(gold), cells));
    }
    return new HeatMap(table.classes(), rows);
  }

  private static Cell cell(ConfusionTable table, int gold, int label) {
    long count = table.count(gold, label);
    long shade = count == 0 ? 0 : (SHADES * count + table.inGold(gold) - 1) / table.inGold(gold);
    String side = gold == label ? "minus" : "plus";
    return new Cell(Numbers.count(count), shade == 0 ? "zero" : side + shade);
  }
}
