package org.postlabel.evaluation.page;

import static org.postlabel.output.Numbers.count;
import static org.postlabel.output.Numbers.decimal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.statistics.Agreement.ClassScores;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.evaluation.statistics.Estimate;
import org.postlabel.output.Excerpt;
import org.postlabel.output.TextTable;

/** An evaluation in lines of text, and the phrases that its page shares. */
public final class EvaluationText {
  private static final int DECIMALS = 3;

  /** Code points of the name of a class. */
  private static final int WIDEST = 29;

  private EvaluationText() {}

  public static List<String> lines(Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add(question(evaluation));
    evaluation.column().kindOfNumber().ifPresent(kind -> lines.add("kind of number: " + kind));
    List<String> omissions = evaluation.gold().omissions().phrases();
    lines.add(compared(evaluation) + (omissions.isEmpty() ? "" : "; not compared:"));
    omissions.forEach(omission -> lines.add("  " + omission));
    add(lines, List.of("", "estimate", "95 % interval"), overall(evaluation));
    if (!evaluation.scores().isEmpty()) {
      add(
          lines,
          List.of("of the scores", "estimate", "95 % interval"),
          evaluation.scores().entrySet().stream()
              .map(
                  row ->
                      List.of(
                          row.getKey().words(), value(row.getValue()), interval(row.getValue()))));
    }
    add(
        lines,
        List.of("class", "gold", "labels", "precision", "recall", "F1"),
        evaluation.agreement().classes().stream().map(EvaluationText::row));
    ConfusionTable table = evaluation.agreement().table();
    List<String> classes = table.classes().stream().map(EvaluationText::name).toList();
    add(
        lines,
        row("gold \\ label", classes.stream()),
        IntStream.range(0, classes.size())
            .mapToObj(gold -> row(classes.get(gold), counts(table, gold))));
    return lines;
  }

  private static void add(List<String> lines, List<String> head, Stream<List<String>> rows) {
    lines.add("");
    lines.addAll(TextTable.lines("lr", Stream.concat(Stream.of(head), rows).toList()));
  }

  private static Stream<List<String>> overall(Evaluation evaluation) {
    return evaluation.agreement().overall().entrySet().stream()
        .map(row -> List.of(row.getKey().words(), value(row.getValue()), interval(row.getValue())));
  }

  private static List<String> row(ClassScores scores) {
    return List.of(
        name(scores.name()),
        count(scores.inGold()),
        count(scores.inLabels()),
        value(scores.precision()),
        value(scores.recall()),
        value(scores.f1()));
  }

  private static Stream<String> counts(ConfusionTable table, int gold) {
    return IntStream.range(0, table.classes().size())
        .mapToObj(label -> count(table.count(gold, label)));
  }

  private static List<String> row(String name, Stream<String> cells) {
    return Stream.concat(Stream.of(name), cells).toList();
  }

  private static String name(String ofClass) {
    return Excerpt.line(ofClass, WIDEST, "…");
  }

  public static String question(Evaluation evaluation) {
    return "%s of %s%s against %s of %s"
        .formatted(
            evaluation.column(),
            evaluation.column().table(),
            evaluation.config().run().map(run -> " by run " + run).orElse(""),
            evaluation.config().gold().column(),
            evaluation.config().gold().file());
  }

  public static String compared(Evaluation evaluation) {
    return "%s of %s gold rows compared, by %s"
        .formatted(
            count(evaluation.agreement().table().pairs()),
            count(evaluation.gold().all()),
            evaluation.gold().pairedBy().column());
  }

  /** As in {@code 0.81 (0.70 to 0.92)}; a dash when it is not defined. */
  public static String estimate(Estimate estimate) {
    return estimate.lowOrNull() == null
        ? value(estimate)
        : value(estimate) + " (" + interval(estimate) + ")";
  }

  /** Its ends; a dash when there is none. */
  public static String interval(Estimate estimate) {
    String low = decimal(estimate.lowOrNull(), DECIMALS);
    return estimate.lowOrNull() == null
        ? low
        : low + " to " + decimal(estimate.highOrNull(), DECIMALS);
  }

  private static String value(Estimate estimate) {
    return decimal(estimate.valueOrNull(), DECIMALS);
  }
}
