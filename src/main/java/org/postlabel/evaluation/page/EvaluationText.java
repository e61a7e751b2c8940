package org.postlabel.evaluation.page;

import static org.postlabel.report.page.Numbers.count;

import java.util.ArrayList;
import java.util.List;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.statistics.ClassScores;
import org.postlabel.evaluation.statistics.ConfusionTable;

/** An evaluation in lines of text. */
public final class EvaluationText {
  private EvaluationText() {}

  public static List<String> lines(Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add(Phrases.question(evaluation));
    List<String> omissions = evaluation.gold().omissions().phrases();
    lines.add(Phrases.compared(evaluation) + (omissions.isEmpty() ? "" : "; not compared:"));
    omissions.forEach(omission -> lines.add("  " + omission));
    lines.add("");
    lines.addAll(overall(evaluation));
    lines.add("");
    lines.addAll(classes(evaluation));
    lines.add("");
    lines.addAll(confusion(evaluation.agreement().table()));
    return lines;
  }

  private static List<String> overall(Evaluation evaluation) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "estimate", "95 % interval"));
    evaluation
        .agreement()
        .overall()
        .forEach(
            (statistic, estimate) ->
                rows.add(
                    List.of(
                        statistic.words(), Phrases.value(estimate), Phrases.interval(estimate))));
    return TextTable.lines(rows);
  }

  private static List<String> classes(Evaluation evaluation) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("class", "gold", "labels", "precision", "recall", "F1"));
    for (ClassScores scores : evaluation.agreement().classes()) {
      rows.add(
          List.of(
              scores.name(),
              count(scores.inGold()),
              count(scores.inLabels()),
              Phrases.value(scores.precision()),
              Phrases.value(scores.recall()),
              Phrases.value(scores.f1())));
    }
    return TextTable.lines(rows);
  }

  private static List<String> confusion(ConfusionTable table) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("gold \\ label"));
    head.addAll(table.classes());
    rows.add(head);
    for (int gold = 0; gold < table.classes().size(); gold++) {
      List<String> row = new ArrayList<>(List.of(table.classes().get(gold)));
      for (int label = 0; label < table.classes().size(); label++) {
        row.add(count(table.count(gold, label)));
      }
      rows.add(row);
    }
    return TextTable.lines(rows);
  }
}
