package org.postlabel.report.scores;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/** The scores of one attribute as they stream by. */
final class AttributeTally {
  /** Bars of a histogram. */
  static final int BARS = 20;

  /** Percentiles are true to a thousandth. */
  private static final int FINE = 1_000;

  private final StreamingStatistics statistics =
      StreamingStatistics.builder().sumOfLogs(false).sumOfSquares(false).build();
  private final long[] fine = new long[FINE];

  void add(double score) {
    statistics.addValue(score);
    fine[Math.min(FINE - 1, Math.max(0, (int) (score * FINE)))]++;
  }

  AttributeScores of(String column, String scaleOrNull) {
    if (statistics.getN() == 0) {
      return new AttributeScores(
          column, scaleOrNull, 0, null, null, null, null, null, null, bars());
    }
    return new AttributeScores(
        column,
        scaleOrNull,
        statistics.getN(),
        statistics.getMean(),
        statistics.getN() < 2 ? null : statistics.getStandardDeviation(),
        statistics.getMin(),
        quantileOrNull(0.5),
        quantileOrNull(0.9),
        statistics.getMax(),
        bars());
  }

  private List<Long> bars() {
    List<Long> bars = new ArrayList<>();
    for (int bar = 0; bar < BARS; bar++) {
      long posts = 0;
      for (int i = bar * FINE / BARS; i < (bar + 1) * FINE / BARS; i++) {
        posts += fine[i];
      }
      bars.add(posts);
    }
    return bars;
  }

  /** Null where a score lies outside the bars, which then do not tell it from others there. */
  private Double quantileOrNull(double share) {
    boolean exceedsBars = statistics.getMin() < 0 || statistics.getMax() > 1;
    return exceedsBars ? null : Double.valueOf(quantile(share));
  }

  private double quantile(double share) {
    long wanted = (long) Math.ceil(share * statistics.getN());
    long seen = 0;
    int i = -1;
    while (seen < wanted) {
      seen += fine[++i];
    }
    double middle = (i + 0.5) / FINE;
    return Math.min(statistics.getMax(), Math.max(statistics.getMin(), middle));
  }
}
