package org.postlabel.report.scores;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.regression.SimpleRegression;

/** The correlations between attributes as scores stream by, each over the posts that have both. */
final class CorrelationTally {
  private final SimpleRegression[][] pairs;

  CorrelationTally(int attributes) {
    pairs = new SimpleRegression[attributes][];
    for (int i = 0; i < attributes; i++) {
      pairs[i] = new SimpleRegression[i];
      for (int j = 0; j < i; j++) {
        pairs[i][j] = new SimpleRegression();
      }
    }
  }

  /** Adds the scores of one post; what is missing is NaN. */
  void add(double[] scores) {
    for (int i = 1; i < scores.length; i++) {
      if (!Double.isNaN(scores[i])) {
        for (int j = 0; j < i; j++) {
          if (!Double.isNaN(scores[j])) {
            pairs[i][j].addData(scores[i], scores[j]);
          }
        }
      }
    }
  }

  /**
   * Pearson's coefficients: row i holds those with the attributes 0 to i-1; null where there is
   * none, since an attribute never changes or no two posts have both.
   */
  List<List<Double>> coefficients() {
    List<List<Double>> rows = new ArrayList<>();
    for (SimpleRegression[] pairsOfRow : pairs) {
      List<Double> row = new ArrayList<>();
      for (SimpleRegression pair : pairsOfRow) {
        double r = pair.getN() < 2 ? Double.NaN : pair.getR();
        row.add(Double.isNaN(r) ? null : Math.min(1, Math.max(-1, r)));
      }
      rows.add(row);
    }
    return rows;
  }
}
