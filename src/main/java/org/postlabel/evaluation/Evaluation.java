package org.postlabel.evaluation;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.OurTables;
import org.postlabel.database.Snapshot;
import org.postlabel.evaluation.gold.GoldFile;
import org.postlabel.evaluation.gold.GoldRows;
import org.postlabel.evaluation.labels.LabelColumn;
import org.postlabel.evaluation.raters.RaterAgreement;
import org.postlabel.evaluation.statistics.Agreement;
import org.postlabel.evaluation.statistics.ConfusionTable;
import org.postlabel.evaluation.statistics.Estimate;
import org.postlabel.evaluation.statistics.ScoreStatistic;

/**
 * The result of comparing labels with a gold file, of which each row was compared or is among the
 * omissions. Holds the texts of a few posts.
 *
 * @param scores how the labels' scores agree with gold scores; empty when there are none
 * @param raters how those who rated the posts agree; empty when the gold file has no raters
 * @param firstDisagreements in the order of the gold file
 */
public record Evaluation(
    EvaluationConfig config,
    LabelColumn column,
    GoldRows gold,
    Agreement agreement,
    Map<ScoreStatistic, Estimate> scores,
    Optional<RaterAgreement> raters,
    List<Disagreement> firstDisagreements) {
  private static final List<ScoreStatistic> OF_SCORES =
      List.of(
          ScoreStatistic.SPEARMAN,
          ScoreStatistic.PEARSON,
          ScoreStatistic.MEAN_ABSOLUTE_ERROR,
          ScoreStatistic.INTRACLASS_CORRELATION,
          ScoreStatistic.KRIPPENDORFFS_ALPHA);

  public Evaluation {
    if (gold.all() != agreement.table().pairs() + gold.omissions().rows()) {
      throw new IllegalStateException("gold rows were lost: " + gold.omissions());
    }
  }

  /**
   * Compares as {@code config} says; only reads.
   *
   * @throws IllegalArgumentException when there is nothing to compare
   * @throws DatabaseUnusableException when there are no labels to be read
   */
  public static Evaluation of(EvaluationConfig config) {
    OurTables.require(config.database(), config.labels().name());
    GoldRows gold = GoldFile.read(config.gold().file(), config.gold().column());
    try (Snapshot snapshot = Snapshot.of(config.database())) {
      Comparison comparison = Comparison.of(config, gold, snapshot);
      return new Evaluation(
          config,
          comparison.column(),
          gold,
          Agreement.of(ConfusionTable.of(comparison.pairs()), config.resampling()),
          comparison
              .scores()
              .map(pairs -> ScoreStatistic.estimates(OF_SCORES, pairs, config.resampling()))
              .orElse(Map.of()),
          comparison.raters(),
          comparison.firstDisagreements());
    } catch (SQLException | JdbiException e) {
      throw new DatabaseUnusableException(
          "cannot read labels from %s: %s".formatted(config.database().url(), e.getMessage()), e);
    }
  }

  /** Pairs that are not alike. */
  public long disagreements() {
    return agreement.table().pairs() - agreement.table().agreed();
  }
}
