package org.postlabel.evaluation.page;

import java.util.stream.IntStream;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.output.HeatMap;
import org.postlabel.output.HeatMap.Cell;
import org.postlabel.output.HeatMap.Row;

/** A confusion table whose cells are coloured by their share of their row. */
public final class ConfusionMap {
  private ConfusionMap() {}

  public static HeatMap of(ConfusionTable table) {
    return new HeatMap(
        table.classes(),
        classes(table)
            .mapToObj(
                gold ->
                    new Row(
                        table.classes().get(gold),
                        classes(table).mapToObj(label -> cell(table, gold, label)).toList()))
            .toList());
  }

  private static IntStream classes(ConfusionTable table) {
    return IntStream.range(0, table.classes().size());
  }

  private static Cell cell(ConfusionTable table, int gold, int label) {
    return Cell.share(table.count(gold, label), table.inGold(gold), gold == label);
  }
}
