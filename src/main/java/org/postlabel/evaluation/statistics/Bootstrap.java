package org.postlabel.evaluation.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.random.MersenneTwister;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Percentile intervals: as many pairs as there are, drawn from them with replacement, again and
 * again (Efron and Tibshirani, An introduction to the bootstrap, 1993, chapter 13). An interval
 * that would leave its own estimate out, as it can with a handful of pairs of many classes, is
 * widened to it.
 */
public final class Bootstrap {
  private static final double LOWER_PERCENT = 2.5;
  private static final double UPPER_PERCENT = 97.5;

  private Bootstrap() {}

  /** Numbers of a set of pairs; those that are not defined are NaN. */
  public interface Statistics {
    /**
     * The numbers, always as many.
     *
     * @param times how often each pair counts; must not be kept or changed
     */
    double[] of(int[] times);
  }

  /** An estimate for each number of {@code statistics}; the same resamples for all. */
  public static List<Estimate> estimates(int pairs, Statistics statistics, Resampling resampling) {
    int[] times = new int[pairs];
    Arrays.fill(times, 1);
    double[] observed = statistics.of(times);
    double[][] values = new double[observed.length][resampling.resamples()];
    RandomGenerator random = new MersenneTwister(resampling.seed());
    for (int resample = 0; resample < resampling.resamples(); resample++) {
      Arrays.fill(times, 0);
      for (int draw = 0; draw < pairs; draw++) {
        times[random.nextInt(pairs)]++;
      }
      double[] drawn = statistics.of(times);
      for (int i = 0; i < drawn.length; i++) {
        values[i][resample] = drawn[i];
      }
    }
    return IntStream.range(0, observed.length)
        .mapToObj(i -> estimate(observed[i], values[i]))
        .toList();
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
