package org.postlabel.comparison.page;

import static org.postlabel.output.Numbers.count;
import static org.postlabel.output.Numbers.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postlabel.comparison.ComparedPair;
import org.postlabel.comparison.ComparedPair.Coverage;
import org.postlabel.comparison.Comparison;
import org.postlabel.comparison.MatchedThreshold;
import org.postlabel.comparison.pairs.Crosswalk.ColumnPair;
import org.postlabel.evaluation.page.EstimateText;
import org.postlabel.output.TextTable;
import org.postlabel.post.LabelTable.Scale;

/** A comparison in lines of text, and the phrases that its page shares. */
public final class ComparisonText {
  private static final String NOT_RECORDED = "not recorded";

  private ComparisonText() {}

  public static List<String> lines(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    lines.add("%s (left) and %s (right)".formatted(comparison.left(), comparison.right()));
    lines.add(compared(comparison) + ".");
    warnings(comparison).forEach(lines::add);
    for (ComparedPair pair : comparison.pairs()) {
      lines.add("");
      lines.add(title(pair));
      lines.add(coverage(pair.coverage()) + ".");
      lines.add(scales(pair) + ".");
      differentScales(pair).ifPresent(lines::add);
      lines.add("");
      lines.addAll(
          TextTable.lines(
              "lr",
              Stream.concat(
                      Stream.of(List.of("", "estimate", "95 % interval")),
                      pair.statistics().entrySet().stream()
                          .map(
                              row ->
                                  List.of(
                                      row.getKey().words(),
                                      EstimateText.value(row.getValue()),
                                      EstimateText.interval(row.getValue()))))
                  .toList()));
      lines.add("");
      lines.addAll(
          TextTable.lines(
              "r",
              Stream.concat(
                      Stream.of(
                          List.of(
                              "left",
                              "posts",
                              "right",
                              "95 % interval",
                              "posts",
                              "kappa",
                              "precision",
                              "recall")),
                      pair.thresholds().stream().map(ComparisonText::row))
                  .toList()));
      pair.map()
          .ifPresent(
              fit -> {
                lines.add("");
                lines.addAll(MapText.lines(pair, fit));
              });
    }
    return lines;
  }

  private static List<String> row(MatchedThreshold threshold) {
    return List.of(
        threshold(threshold.left()),
        percent(threshold.leftShare(), 1),
        EstimateText.value(threshold.right()),
        EstimateText.interval(threshold.right()),
        percent(threshold.rightShare(), 1),
        EstimateText.value(threshold.kappa()),
        EstimateText.value(threshold.precision()),
        EstimateText.value(threshold.recall()));
  }

  /** The columns of a pair. */
  public static String title(ComparedPair pair) {
    return title(pair.columns());
  }

  static String title(ColumnPair columns) {
    return areNamedAlike(columns) ? columns.left() : columns.left() + " and " + columns.right();
  }

  /** The left column, said to be that where the right one has the same name. */
  public static String left(ColumnPair columns) {
    return areNamedAlike(columns) ? "left " + columns.left() : columns.left();
  }

  /** The same of the right column. */
  public static String right(ColumnPair columns) {
    return areNamedAlike(columns) ? "right " + columns.right() : columns.right();
  }

  private static boolean areNamedAlike(ColumnPair columns) {
    return columns.left().equals(columns.right());
  }

  /** How many posts have both scores, and which share of either side that is, if it is one. */
  public static String coverage(Coverage coverage) {
    List<String> shares = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    addTo(shares, texts, "left", coverage.left(), coverage.leftShareOrNull());
    addTo(shares, texts, "right", coverage.right(), coverage.rightShareOrNull());
    return "%s posts have both scores: %s%s"
        .formatted(count(coverage.both()), String.join(", ", shares), String.join("", texts));
  }

  private static void addTo(
      List<String> shares, List<String> texts, String side, long scored, Double shareOrNull) {
    if (shareOrNull == null) {
      texts.add("; texts with a score on the %s: %s".formatted(side, count(scored)));
    } else {
      shares.add("%s of %s on the %s".formatted(percent(shareOrNull, 1), count(scored), side));
    }
  }

  /** What the numbers of either column are. */
  public static String scales(ComparedPair pair) {
    return "Kinds of numbers: %s: %s; %s: %s"
        .formatted(
            left(pair.columns()),
            pair.scales().left().map(Scale::inWords).orElse(NOT_RECORDED),
            right(pair.columns()),
            pair.scales().right().map(Scale::inWords).orElse(NOT_RECORDED));
  }

  /** That the numbers are of two kinds, when they are. */
  public static Optional<String> differentScales(ComparedPair pair) {
    return pair.scales().areDifferent()
        ? Optional.of(
            "Note: these are two kinds of numbers: differences, the mean absolute error and one"
                + " threshold for both mean little; ranks and thresholds that keep the share do"
                + " not depend on the kind.")
        : Optional.empty();
  }

  /** How many posts are compared, and how they were chosen. */
  public static String compared(Comparison comparison) {
    return comparison.compared() == comparison.posts()
        ? "%s posts have scores on both sides".formatted(count(comparison.posts()))
        : "%s posts have scores on both sides; a random sample of %s of them is compared"
            .formatted(count(comparison.posts()), count(comparison.compared()));
  }

  /** What makes the results doubtful. */
  public static List<String> warnings(Comparison comparison) {
    return Stream.of(
            mixed(comparison.left(), comparison.leftScorers()),
            mixed(comparison.right(), comparison.rightScorers()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> mixed(String side, Set<String> scorers) {
    return scorers.size() == 1
        ? Optional.empty()
        : Optional.of(
            "Note: %s holds scores of several scorers: %s."
                .formatted(side, String.join(", ", scorers)));
  }

  /** A threshold as it was given. */
  public static String threshold(double value) {
    return String.valueOf(value);
  }
}
