package org.postlabel.comparison.page;

import static org.postlabel.output.Numbers.count;
import static org.postlabel.output.Numbers.decimal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postlabel.comparison.ComparedPair;
import org.postlabel.comparison.map.MapFit;
import org.postlabel.comparison.map.MapJudgement.Quality;
import org.postlabel.comparison.map.MapJudgement.Tenth;
import org.postlabel.comparison.map.ScoreMap;
import org.postlabel.evaluation.page.EstimateText;
import org.postlabel.evaluation.statistics.Estimate;
import org.postlabel.evaluation.statistics.ScoreStatistic;
import org.postlabel.output.TextTable;

/** The map of a pair in lines of text, and the phrases that its page shares. */
public final class MapText {
  private static final int DECIMALS = 3;

  private MapText() {}

  /** A statistic of the scores as they are, and of the mapped ones. */
  public record Row(String name, Estimate before, Estimate after) {}

  static List<String> lines(ComparedPair pair, MapFit fit) {
    if (fit.map().isEmpty()) {
      return List.of("Note: " + refusal(pair, fit) + ".");
    }
    ScoreMap map = fit.map().get();
    List<String> lines = new ArrayList<>();
    lines.add(summary(map));
    lines.add("");
    lines.addAll(
        TextTable.lines(
            "lr",
            Stream.concat(
                    Stream.of(List.of("", "as it is", "95 % interval", "mapped", "95 % interval")),
                    rows(map).stream()
                        .map(
                            row ->
                                List.of(
                                    row.name(),
                                    EstimateText.value(row.before()),
                                    EstimateText.interval(row.before()),
                                    EstimateText.value(row.after()),
                                    EstimateText.interval(row.after()))))
                .toList()));
    lines.add("");
    lines.addAll(
        TextTable.lines(
            "lr",
            Stream.concat(
                    Stream.of(
                        List.of(
                            map.right().column(),
                            "posts",
                            "mean " + map.left().column(),
                            "mean mapped",
                            "difference",
                            "95 % interval")),
                    map.judgement().tenths().stream().map(MapText::row))
                .toList()));
    return List.copyOf(lines);
  }

  private static List<String> row(Tenth tenth) {
    return List.of(
        range(tenth),
        count(tenth.posts()),
        decimal(tenth.left(), DECIMALS),
        decimal(tenth.mapped(), DECIMALS),
        EstimateText.value(tenth.difference()),
        EstimateText.interval(tenth.difference()));
  }

  /** What the map is, and which posts it comes from. */
  public static String summary(ScoreMap map) {
    return ("%s: %s as an estimate of %s, an isotonic regression fitted on %s posts and judged on"
            + " the %s others.")
        .formatted(
            map.name(),
            map.right().column(),
            map.left().column(),
            count(map.fitted()),
            count(map.judged()));
  }

  /** Why there is no map. */
  public static String refusal(ComparedPair pair, MapFit fit) {
    return "no map of %s to %s: %s"
        .formatted(pair.columns().right(), pair.columns().left(), fit.refusal().orElseThrow());
  }

  /** What the judgement says of the scores before and after. */
  public static List<Row> rows(ScoreMap map) {
    Quality before = map.judgement().before();
    Quality after = map.judgement().after();
    return List.of(
        new Row(ScoreStatistic.SPEARMAN.words(), before.spearman(), after.spearman()),
        new Row(
            ScoreStatistic.MEAN_DIFFERENCE.words(),
            before.meanDifference(),
            after.meanDifference()),
        new Row(
            ScoreStatistic.MEAN_ABSOLUTE_ERROR.words(),
            before.meanAbsoluteError(),
            after.meanAbsoluteError()),
        new Row(
            ScoreStatistic.VARIANCE_EXPLAINED.words(),
            before.varianceExplained(),
            after.varianceExplained()));
  }

  /** The right scores of a tenth of the posts. */
  public static String range(Tenth tenth) {
    return decimal(tenth.from(), DECIMALS) + " to " + decimal(tenth.to(), DECIMALS);
  }
}
