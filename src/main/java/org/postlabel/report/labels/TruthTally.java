package org.postlabel.report.labels;

import java.util.List;
import org.postlabel.report.labels.TruthShares.Share;

/**
 * Counts a column of truths by time and source as rows stream by; where it has none is left out.
 */
final class TruthTally {
  private static final int MOST_SOURCES = 20;

  private final TimeTally times = new TimeTally();
  private final NameTally sources = new NameTally();

  void add(boolean isTrue, String timeOrNull, String sourceOrNull) {
    times.add(timeOrNull, isTrue);
    sources.add(sourceOrNull, isTrue);
  }

  TruthShares shares(String column) {
    List<Share> byTime = shares(times.counts());
    return new TruthShares(column, times.unit(), byTime, shares(sources.counts(MOST_SOURCES)));
  }

  /** The tallies count in two classes; here they are true and false. */
  private static List<Share> shares(List<LabelCount> counts) {
    return counts.stream()
        .map(count -> new Share(count.name(), count.labels(), count.withScores()))
        .toList();
  }
}
