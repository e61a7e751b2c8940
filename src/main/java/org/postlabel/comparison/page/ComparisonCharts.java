package org.postlabel.comparison.page;

import static org.postlabel.output.Numbers.decimal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.postlabel.comparison.ComparedPair;
import org.postlabel.comparison.Density;
import org.postlabel.output.HeatMap;
import org.postlabel.output.HeatMap.Cell;
import org.postlabel.output.HeatMap.Row;
import org.postlabel.output.Numbers;
import org.postlabel.report.page.Chart;
import org.postlabel.report.page.Chart.Kind;

/** What the page of a comparison draws of each pair. */
public final class ComparisonCharts {
  private static final int SHADES = 5;

  private ComparisonCharts() {}

  /** Posts by both scores, the highest left scores above; shades are steps of the logarithm. */
  public static HeatMap density(ComparedPair pair) {
    Density density = pair.density();
    double most =
        density.posts().stream()
            .flatMap(List::stream)
            .mapToDouble(Long::doubleValue)
            .max()
            .orElseThrow();
    return new HeatMap(
        IntStream.range(0, Density.STEPS)
            .mapToObj(step -> "from " + decimal(density.right().from(step), 2))
            .toList(),
        IntStream.range(0, Density.STEPS)
            .map(step -> Density.STEPS - 1 - step)
            .mapToObj(
                step ->
                    new Row(
                        "from " + decimal(density.left().from(step), 2),
                        density.posts().get(step).stream()
                            .map(posts -> cell(posts.doubleValue(), most))
                            .toList()))
            .toList());
  }

  private static Cell cell(double posts, double most) {
    if (posts == 0) {
      return new Cell("", "zero");
    }
    long shade =
        most == 1 ? SHADES : 1 + Math.round((SHADES - 1) * Math.log(posts) / Math.log(most));
    return new Cell(Numbers.count((long) posts), "minus" + shade);
  }

  /** Which score on the right has as many posts at or above it as a score on the left. */
  public static Chart quantileMap(ComparedPair pair, int number) {
    return new Chart(
        "quantiles-" + number,
        Kind.LINES,
        "Quantile map",
        "The score on the right that as many posts reach as the score on the left.",
        pair.columns().left(),
        pair.columns().right(),
        3,
        List.of(pair.columns().right()),
        pair.quantiles().stream()
            .map(
                point ->
                    new Chart.Row(decimal(point.left(), 2), Arrays.asList(point.rightOrNull())))
            .toList());
  }
}
