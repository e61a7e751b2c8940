package org.postlabel.evaluation.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All that is said of a table of pairs. */
public record Agreement(
    ConfusionTable table, Map<Statistic, Estimate> overall, List<ClassScores> classes) {
  public Agreement {
    overall = Collections.unmodifiableMap(new EnumMap<>(overall));
    classes = List.copyOf(classes);
  }

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
    Iterator<Estimate> estimates =
        new Bootstrap(table, statistics).estimates(resampling).iterator();
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
}
