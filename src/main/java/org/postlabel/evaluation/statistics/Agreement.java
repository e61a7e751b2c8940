package org.postlabel.evaluation.statistics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The statistics of a table of pairs. */
public record Agreement(
    ConfusionTable table, Map<Statistic, Estimate> overall, List<ClassScores> classes) {
  public static Agreement of(ConfusionTable table, Resampling resampling) {
    List<ToDoubleFunction<ConfusionTable>> statistics = new ArrayList<>();
    for (Statistic statistic : Statistic.values()) {
      statistics.add(statistic::of);
    }
    for (int i = 0; i < table.classes().size(); i++) {
      int number = i;
      statistics.add(drawn -> drawn.precision(number));
      statistics.add(drawn -> drawn.recall(number));
      statistics.add(drawn -> drawn.f1(number));
    }
    int[] cellByPair = table.cellByPair();
    Iterator<Estimate> estimates =
        Bootstrap.estimates(
                cellByPair.length,
                times -> {
                  ConfusionTable drawn = table.drawn(cellByPair, times);
                  return statistics.stream().mapToDouble(one -> one.applyAsDouble(drawn)).toArray();
                },
                resampling)
            .iterator();
    Map<Statistic, Estimate> overall = new EnumMap<>(Statistic.class);
    for (Statistic statistic : Statistic.values()) {
      overall.put(statistic, estimates.next());
    }
    List<ClassScores> classes = new ArrayList<>();
    for (int i = 0; i < table.classes().size(); i++) {
      classes.add(
          new ClassScores(
              table.classes().get(i),
              table.inGold(i),
              table.inLabels(i),
              estimates.next(),
              estimates.next(),
              estimates.next()));
    }
    return new Agreement(table, overall, classes);
  }

  /**
   * How well the labels find one class.
   *
   * @param inGold pairs whose gold is this class
   * @param inLabels pairs whose label is this class
   */
  public record ClassScores(
      @JsonProperty("class") String name,
      @JsonProperty("gold") long inGold,
      @JsonProperty("labels") long inLabels,
      Estimate precision,
      Estimate recall,
      Estimate f1) {}
}
