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
  private LabelCount others = new LabelCount(OTHERS, 0, 0);

  /** A name of null is counted as {@code ""}. */
  void add(String nameOrNull, boolean hasScores) {
    String name = nameOrNull == null ? "" : nameOrNull;
    LabelCount one = LabelCount.one(name, hasScores);
    boolean isKept = byName.size() < MOST_NAMES || byName.containsKey(name);
    if (isKept && !name.equals(OTHERS)) {
      byName.merge(name, one, LabelCount::plus);
    } else {
      others = others.plus(one);
    }
  }

  /** The {@code most} frequent, the most frequent first, and then all others as one. */
  List<LabelCount> counts(int most) {
    List<LabelCount> counts = new ArrayList<>(byName.values());
    counts.sort(
        comparingLong(LabelCount::labels).reversed().thenComparing(comparing(LabelCount::name)));
    int kept = Math.min(most, counts.size());
    List<LabelCount> shown = new ArrayList<>(counts.subList(0, kept));
    LabelCount rest = counts.subList(kept, counts.size()).stream().reduce(others, LabelCount::plus);
    if (rest.labels() > 0) {
      shown.add(rest);
    }
    return shown;
  }
}
