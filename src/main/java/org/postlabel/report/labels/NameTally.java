package org.postlabel.report.labels;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labels by a name, as they stream by; names beyond the first thousand are counted as one. */
final class NameTally {
  static final String OTHERS = "(others)";

  private static final int MOST_NAMES = 1_000;

  private final Map<String, LabelCount> byName = new HashMap<>();

  /** A name of null is counted as {@code ""}. */
  void add(String nameOrNull, boolean hasScores) {
    String name = nameOrNull == null ? "" : nameOrNull;
    String kept = byName.size() < MOST_NAMES || byName.containsKey(name) ? name : OTHERS;
    byName.merge(kept, LabelCount.one(kept, hasScores), LabelCount::plus);
  }

  /** The {@code most} frequent, the most frequent first, and then all others as one. */
  List<LabelCount> counts(int most) {
    List<LabelCount> counts = new ArrayList<>(byName.values());
    counts.sort(
        comparingLong(LabelCount::labels).reversed().thenComparing(comparing(LabelCount::name)));
    List<LabelCount> shown = new ArrayList<>(counts.subList(0, Math.min(most, counts.size())));
    counts.stream()
        .skip(most)
        .map(count -> count.named(OTHERS))
        .reduce(LabelCount::plus)
        .ifPresent(shown::add);
    return shown;
  }
}
