package org.postlabel.evaluation.page;

import static org.postlabel.output.Numbers.decimal;

import org.postlabel.evaluation.statistics.Estimate;

/** A statistic in words. */
public final class EstimateText {
  private static final int DECIMALS = 3;

  private EstimateText() {}

  /** As in {@code 0.81 (0.70 to 0.92)}; a dash when it is not defined. */
  public static String estimate(Estimate estimate) {
    return estimate.lowOrNull() == null
        ? value(estimate)
        : value(estimate) + " (" + interval(estimate) + ")";
  }

  /** Its ends; a dash when there is none. */
  public static String interval(Estimate estimate) {
    String low = decimal(estimate.lowOrNull(), DECIMALS);
    return estimate.lowOrNull() == null
        ? low
        : low + " to " + decimal(estimate.highOrNull(), DECIMALS);
  }

  /** The value alone; a dash when it is not defined. */
  public static String value(Estimate estimate) {
    return decimal(estimate.valueOrNull(), DECIMALS);
  }
}
