package org.postlabel.evaluation.page;

import static org.postlabel.report.page.Numbers.decimal;

import java.util.Locale;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.statistics.Estimate;

/** What the text and the page say alike. */
public final class Phrases {
  private static final int DECIMALS = 3;

  private Phrases() {}

  public static String question(Evaluation evaluation) {
    return "%s of %s%s against %s of %s"
        .formatted(
            evaluation.column(),
            evaluation.column().table(),
            evaluation.config().run().map(run -> " by run " + run).orElse(""),
            evaluation.config().gold().column(),
            evaluation.config().gold().file());
  }

  public static String compared(Evaluation evaluation) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d gold rows compared, by %s",
        evaluation.agreement().table().pairs(),
        evaluation.gold().all(),
        evaluation.gold().pairedBy().column());
  }

  /** As in {@code 0.81 (0.70 to 0.92)}; a dash when it is not defined. */
  public static String estimate(Estimate estimate) {
    return estimate.lowOrNull() == null
        ? value(estimate)
        : value(estimate) + " (" + interval(estimate) + ")";
  }

  static String value(Estimate estimate) {
    return decimal(estimate.valueOrNull(), DECIMALS);
  }

  /** Its ends; a dash when there is none. */
  public static String interval(Estimate estimate) {
    return estimate.lowOrNull() == null
        ? decimal(null, DECIMALS)
        : "%s to %s"
            .formatted(
                decimal(estimate.lowOrNull(), DECIMALS), decimal(estimate.highOrNull(), DECIMALS));
  }
}
