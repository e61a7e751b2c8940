package org.postlabel.evaluation.page;

import static org.postlabel.output.Numbers.count;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.statistics.Agreement.ClassScores;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.output.Excerpt;
import org.postlabel.output.TextTable;

/** An evaluation in lines of text, and the phrases that its page shares. */
public final class EvaluationText {
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
                          row.getKey().words(),
                          EstimateText.value(row.getValue()),
                          EstimateText.interval(row.getValue()))));
    }
    add(
        lines,
        List.of("class", "gold", "labels", "precision", "recall", "F1"),
        evaluation.agreement().classes().stream().map(EvaluationText::row));
    evaluation.raters().ifPresent(raters -> lines.addAll(RaterText.lines(raters)));
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
        .map(
            row ->
                List.of(
                    row.getKey().words(),
                    EstimateText.value(row.getValue()),
                    EstimateText.interval(row.getValue())));
  }

  private static List<String> row(ClassScores scores) {
    return List.of(
        name(scores.name()),
        count(scores.inGold()),
        count(scores.inLabels()),
        EstimateText.value(scores.precision()),
        EstimateText.value(scores.recall()),
        EstimateText.value(scores.f1()));
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
            gold(evaluation),
            evaluation.config().gold().file());
  }

  /** The column of gold values, or how they come from the raters. */
  public static String gold(Evaluation evaluation) {
    String column = evaluation.config().gold().column();
    return evaluation.gold().raters().areGold()
        ? "the %s of the raters of %s"
            .formatted(evaluation.scores().isEmpty() ? "majority" : "mean", column)
        : column;
  }

  public static String compared(Evaluation evaluation) {
    return "%s of %s gold rows compared, by %s"
        .formatted(
            count(evaluation.agreement().table().pairs()),
            count(evaluation.gold().all()),
            evaluation.gold().pairedBy().column());
  }
}
