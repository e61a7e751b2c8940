package org.postlabel.evaluation.statistics;

import com.fasterxml.jackson.databind.EnumNamingStrategies.CamelCaseStrategy;
import java.util.function.ToDoubleFunction;

/** One number for a whole table; NaN where it is not defined. */
@SuppressWarnings("ImmutableEnumChecker") // Formulas have no state.
public enum Statistic {
  /** The share of pairs that agree. */
  ACCURACY("accuracy", table -> (double) table.agreed() / table.pairs()),
  MACRO_PRECISION("macro precision", table -> mean(table, ConfusionTable::precision)),
  MACRO_RECALL("macro recall", table -> mean(table, ConfusionTable::recall)),
  MACRO_F1("macro F1", table -> mean(table, ConfusionTable::f1)),

  /**
   * Agreement beyond what the two sides' own frequencies would give by chance: Cohen, A coefficient
   * of agreement for nominal scales, 1960. Not defined where there is but one class.
   */
  COHENS_KAPPA("Cohen's kappa", Statistic::kappa),

  /**
   * The same with the frequencies of both sides together, and corrected for small samples:
   * Krippendorff, Computing Krippendorff's alpha-reliability, 2011, section B. Not defined where
   * there is but one class.
   */
  KRIPPENDORFFS_ALPHA("Krippendorff's alpha", Statistic::alpha);

  private final String words;
  private final ToDoubleFunction<ConfusionTable> formula;

  Statistic(String words, ToDoubleFunction<ConfusionTable> formula) {
    this.words = words;
    this.formula = formula;
  }

  public String jsonName() {
    return CamelCaseStrategy.INSTANCE.convertEnumToExternalName(name());
  }

  /** As people call it. */
  public String words() {
    return words;
  }

  public double of(ConfusionTable table) {
    return formula.applyAsDouble(table);
  }

  /** Over the classes that a pair has; a share of nothing counts as 0, as in scikit-learn. */
  private static double mean(ConfusionTable table, ClassShare share) {
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < table.classes().size(); i++) {
      if (table.has(i)) {
        double value = share.of(table, i);
        sum += Double.isNaN(value) ? 0 : value;
        classes++;
      }
    }
    return sum / classes;
  }

  private static double kappa(ConfusionTable table) {
    double byChance = 0;
    for (int i = 0; i < table.classes().size(); i++) {
      byChance += (double) table.inGold(i) * table.inLabels(i);
    }
    double all = table.pairs();
    return (all * table.agreed() - byChance) / (all * all - byChance);
  }

  private static double alpha(ConfusionTable table) {
    double values = 2.0 * table.pairs();
    double unlike = values * values;
    for (int i = 0; i < table.classes().size(); i++) {
      double ofClass = table.inGold(i) + table.inLabels(i);
      unlike -= ofClass * ofClass;
    }
    double disagreed = 2.0 * (table.pairs() - table.agreed());
    return 1 - (values - 1) * disagreed / unlike;
  }

  private interface ClassShare {
    double of(ConfusionTable table, int number);
  }
}
