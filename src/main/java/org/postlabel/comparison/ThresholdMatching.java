package org.postlabel.comparison;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.evaluation.statistics.Estimate;
import org.postlabel.evaluation.statistics.ScorePairs;
import org.postlabel.evaluation.statistics.ScorePairs.Drawn;
import org.postlabel.evaluation.statistics.Statistic;

/**
 * Finds thresholds on the right. A resample shows how much its thresholds vary, and how much the
 * agreement at those of all pairs does.
 */
final class ThresholdMatching {
  private static final int NUMBERS_EACH = 4;
  private static final int TRUE = 1;

  private final List<Double> left;
  private final double[] right;
  private final double[] leftShares;
  private final double[] rightShares;

  /** By pair: how many thresholds its left score reaches, and how many its right one. */
  private final int[] cellByPair;

  ThresholdMatching(ScorePairs scores, List<Double> ascending) {
    this.left = ascending;
    this.right = new double[ascending.size()];
    this.leftShares = new double[right.length];
    this.rightShares = new double[right.length];
    Drawn all = scores.all();
    for (int i = 0; i < right.length; i++) {
      right[i] = all.rightKeeping(all.leftFrom(left.get(i)));
      leftShares[i] = (double) all.leftFrom(left.get(i)) / all.pairs();
      rightShares[i] = Double.isNaN(right[i]) ? 0 : (double) all.rightFrom(right[i]) / all.pairs();
    }
    this.cellByPair = new int[scores.size()];
    for (int pair = 0; pair < cellByPair.length; pair++) {
      int reachedLeft = 0;
      int reachedRight = 0;
      for (int i = 0; i < right.length; i++) {
        reachedLeft += scores.left(pair) >= left.get(i) ? 1 : 0;
        reachedRight += scores.right(pair) >= right[i] ? 1 : 0;
      }
      cellByPair[pair] = reachedLeft * (right.length + 1) + reachedRight;
    }
  }

  /** How many numbers {@link #write} writes. */
  int numbers() {
    return NUMBERS_EACH * right.length;
  }

  /** Writes the numbers of some pairs into {@code values} from {@code place} on. */
  void write(Drawn drawn, int[] times, double[] values, int place) {
    int reaches = right.length + 1;
    long[] cells = new long[reaches * reaches];
    for (int pair = 0; pair < times.length; pair++) {
      cells[cellByPair[pair]] += times[pair];
    }
    int next = place;
    for (int i = 0; i < right.length; i++) {
      long[] table = new long[4];
      for (int cell = 0; cell < cells.length; cell++) {
        table[(cell / reaches > i ? 2 : 0) + (cell % reaches > i ? 1 : 0)] += cells[cell];
      }
      ConfusionTable truths = ConfusionTable.ofTruths(table[0], table[1], table[2], table[3]);
      values[next++] = drawn.rightKeeping(drawn.leftFrom(left.get(i)));
      values[next++] = Statistic.COHENS_KAPPA.of(truths);
      values[next++] = truths.precision(TRUE);
      values[next++] = truths.recall(TRUE);
    }
  }

  /** The thresholds with the estimates of their numbers, which are taken in order. */
  List<MatchedThreshold> matched(Iterator<Estimate> estimates) {
    List<MatchedThreshold> matched = new ArrayList<>();
    for (int i = 0; i < right.length; i++) {
      matched.add(
          new MatchedThreshold(
              left.get(i),
              leftShares[i],
              estimates.next(),
              rightShares[i],
              estimates.next(),
              estimates.next(),
              estimates.next()));
    }
    return matched;
  }
}
