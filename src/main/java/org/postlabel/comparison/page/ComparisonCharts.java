package org.postlabel.comparison.page;

import static org.postlabel.output.Numbers.decimal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.postlabel.comparison.ComparedPair;
import org.postlabel.comparison.ComparedPair.QuantilePoint;
import org.postlabel.comparison.Density;
import org.postlabel.comparison.map.Knots;
import org.postlabel.comparison.map.MapFit;
import org.postlabel.comparison.map.ScoreMap;
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
    Optional<ScoreMap> map = pair.map().flatMap(MapFit::map);
    Optional<Knots.Mapping> mapping = map.map(fitted -> fitted.knots().mapping());
    return new Chart(
        "quantiles-" + number,
        Kind.LINES,
        "Quantile map",
        "The score on the right that as many posts reach as the score on the left"
            + (map.isEmpty() ? "." : ", and the one from which on the mapped score reaches it."),
        ComparisonText.left(pair.columns()),
        ComparisonText.right(pair.columns()),
        3,
        map.isEmpty()
            ? List.of(ComparisonText.right(pair.columns()))
            : List.of("as many posts", map.get().name()),
        pair.quantiles().stream()
            .map(point -> new Chart.Row(decimal(point.left(), 2), values(point, mapping)))
            .toList());
  }

  private static List<Double> values(QuantilePoint point, Optional<Knots.Mapping> mapping) {
    List<Double> values = new ArrayList<>();
    values.add(point.rightOrNull());
    mapping
        .map(isotonic -> isotonic.reaching(point.left()))
        .ifPresent(right -> values.add(Double.isNaN(right) ? null : right));
    return values;
  }
}
