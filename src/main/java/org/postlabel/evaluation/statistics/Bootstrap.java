package org.postlabel.evaluation.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.random.MersenneTwister;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;
import org.postlabel.evaluation.statistics.Agreement.Estimate;

/**
 * Percentile intervals: as many pairs as there are, drawn from them with replacement, again and
 * again (Efron and Tibshirani, An introduction to the bootstrap, 1993, chapter 13). An interval
 * that would leave its own estimate out, as it can with a handful of pairs of many classes, is
 * widened to it.
 */
final class Bootstrap {
  private static final double LOWER_PERCENT = 2.5;
  private static final double UPPER_PERCENT = 97.5;

  private final ConfusionTable observed;
  private final List<ToDoubleFunction<ConfusionTable>> statistics;

  Bootstrap(ConfusionTable observed, List<ToDoubleFunction<ConfusionTable>> statistics) {
    this.observed = observed;
    this.statistics = List.copyOf(statistics);
  }

  /** An estimate for each statistic; the same resamples for all. */
  List<Estimate> estimates(Resampling resampling) {
    double[][] values = new double[statistics.size()][resampling.resamples()];
    RandomGenerator random = new MersenneTwister(resampling.seed());
    int[] cellByPair = cellByPair();
    for (int resample = 0; resample < resampling.resamples(); resample++) {
      ConfusionTable drawn = drawn(cellByPair, random);
      for (int i = 0; i < statistics.size(); i++) {
        values[i][resample] = statistics.get(i).applyAsDouble(drawn);
      }
    }
    return IntStream.range(0, statistics.size())
        .mapToObj(i -> estimate(statistics.get(i).applyAsDouble(observed), values[i]))
        .toList();
  }

  private int[] cellByPair() {
    long[] cells = observed.cells();
    return IntStream.range(0, cells.length)
        .flatMap(cell -> IntStream.generate(() -> cell).limit(cells[cell]))
        .toArray();
  }

  private ConfusionTable drawn(int[] cellByPair, RandomGenerator random) {
    long[] cells = new long[observed.classes().size() * observed.classes().size()];
    for (int draw = 0; draw < cellByPair.length; draw++) {
      cells[cellByPair[random.nextInt(cellByPair.length)]]++;
    }
    return observed.with(cells);
  }

  private static Estimate estimate(double value, double[] resampled) {
    double[] defined = Arrays.stream(resampled).filter(Double::isFinite).toArray();
    if (!Double.isFinite(value) || defined.length == 0) {
      return new Estimate(Double.isFinite(value) ? value : null, null, null, defined.length);
    }
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(defined);
    return new Estimate(
        value,
        Math.min(value, percentile.evaluate(LOWER_PERCENT)),
        Math.max(value, percentile.evaluate(UPPER_PERCENT)),
        defined.length);
  }
}
