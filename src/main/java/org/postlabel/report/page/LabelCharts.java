package org.postlabel.report.page;

import static java.util.stream.Collectors.toMap;
import static org.postlabel.output.Numbers.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.postlabel.output.HeatMap;
import org.postlabel.output.HeatMap.Cell;
import org.postlabel.output.Numbers;
import org.postlabel.report.labels.LabelCount;
import org.postlabel.report.labels.LabelOverview;
import org.postlabel.report.labels.LabelOverview.ValueCounts;
import org.postlabel.report.page.Chart.Kind;
import org.postlabel.report.page.Chart.Row;
import org.postlabel.report.scores.AttributeScores;

/** The charts of what labels look like. */
public final class LabelCharts {
  private static final List<String> SCORED_OR_NOT = List.of("with scores", "without scores");

  /** A codebook may have a word of its own for none. */
  static final String NO_VALUE = "(no value)";

  private LabelCharts() {}

  /** Why there are no scores, or not all of them. */
  public static Chart reasons(LabelOverview labels) {
    Map<String, Long> ofRun =
        labels.reasonsOfRun().stream().collect(toMap(LabelCount::name, LabelCount::labels));
    return new Chart(
        "reasons",
        Kind.LYING,
        "Reasons",
        "%s of %s labels are without scores."
            .formatted(count(labels.all().withoutScores()), count(labels.all().labels())),
        "Reason",
        "posts",
        0,
        List.of("this run", "all runs"),
        labels.reasons().stream()
            .map(
                reason ->
                    new Row(
                        nameOf(reason),
                        List.of(
                            (double) ofRun.getOrDefault(reason.name(), 0L),
                            (double) reason.labels())))
            .toList());
  }

  /** Counts of the values of a column of booleans or words. */
  public static Chart values(ValueCounts counts) {
    return new Chart(
        "values-" + counts.column(),
        Kind.LYING,
        counts.column(),
        "Posts by value."
            + (isAnywhereMissing(counts) ? " " + NO_VALUE + ": not asked, or no answer." : ""),
        "Value",
        "posts",
        0,
        List.of("posts"),
        counts.values().stream()
            .map(value -> new Row(nameOf(value, NO_VALUE), List.of((double) value.labels())))
            .toList());
  }

  private static boolean isAnywhereMissing(ValueCounts counts) {
    return counts.values().stream().anyMatch(value -> value.name().isEmpty());
  }

  /** A row for each step of score, a series for each attribute that has scores. */
  public static Chart histograms(LabelOverview labels) {
    List<AttributeScores> attributes = scored(labels);
    List<Row> rows = new ArrayList<>();
    int bars = attributes.isEmpty() ? 0 : attributes.get(0).bars().size();
    for (int bar = 0; bar < bars; bar++) {
      int place = bar;
      rows.add(
          new Row(
              Numbers.decimal((double) bar / bars, 2),
              attributes.stream().map(a -> (double) a.bars().get(place)).toList()));
    }
    return new Chart(
        "histograms",
        Kind.STACKED,
        "Posts by score",
        "A bar for each twentieth of the scale, from its lower end.",
        "Score from",
        "posts",
        0,
        attributes.stream().map(AttributeScores::column).toList(),
        rows);
  }

  /** The attributes of which there is a score. */
  public static List<AttributeScores> scored(LabelOverview labels) {
    return labels.attributes().stream().filter(attribute -> attribute.posts() > 0).toList();
  }

  /** Of the attributes that have scores, each with those before it. */
  public static HeatMap correlations(LabelOverview labels) {
    List<AttributeScores> all = labels.attributes();
    List<Integer> shown =
        IntStream.range(0, all.size()).filter(i -> all.get(i).posts() > 0).boxed().toList();
    List<String> names = shown.stream().map(i -> all.get(i).column()).toList();
    return new HeatMap(
        names.subList(0, Math.max(0, names.size() - 1)),
        IntStream.range(1, names.size())
            .mapToObj(
                row ->
                    new HeatMap.Row(
                        names.get(row),
                        shown.subList(0, row).stream()
                            .map(i -> Cell.of(labels.correlations().get(shown.get(row)).get(i)))
                            .toList()))
            .toList());
  }

  public static Chart byTime(LabelOverview labels) {
    return counts(
        "by-time",
        Kind.STACKED,
        "Labels by the time of their post",
        "By %s of creation, or of collection where creation is unknown."
            .formatted(labels.timeUnit()),
        "Time of post, by " + labels.timeUnit(),
        labels.byTime());
  }

  public static Chart bySource(LabelOverview labels) {
    return counts(
        "by-source",
        Kind.LYING_STACKED,
        "Labels by the source of their post",
        "The most frequent sources first.",
        "Source",
        labels.bySource());
  }

  private static Chart counts(
      String id,
      Kind kind,
      String title,
      String summary,
      String rowTitle,
      List<LabelCount> counts) {
    return new Chart(
        id,
        kind,
        title,
        summary,
        rowTitle,
        "posts",
        0,
        SCORED_OR_NOT,
        counts.stream()
            .map(
                count ->
                    new Row(
                        nameOf(count),
                        List.of((double) count.withScores(), (double) count.withoutScores())))
            .toList());
  }

  private static String nameOf(LabelCount count) {
    return nameOf(count, "(unknown)");
  }

  private static String nameOf(LabelCount count, String otherwise) {
    return count.name().isEmpty() ? otherwise : count.name();
  }
}
