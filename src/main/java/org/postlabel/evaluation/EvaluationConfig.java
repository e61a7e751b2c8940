package org.postlabel.evaluation;

import java.util.List;
import java.util.Optional;
import org.postlabel.database.Database;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.post.LabelTable;

/**
 * What is compared, checked as far as possible without the database.
 *
 * @param labels where they are, and which columns hold them
 * @param columnOrNull null is refused once the columns of the table are known
 * @param run empty means the labels of any run
 */
public record EvaluationConfig(
    Database database,
    LabelTable labels,
    String columnOrNull,
    double threshold,
    Optional<String> run,
    Gold gold,
    Resampling resampling) {
  private static final String ALL_RUNS = "all";

  /** A file of gold values, and the column that holds them. */
  public record Gold(String file, String column) {}

  /**
   * Checks the words and options of a command that compares {@code labels}.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public static EvaluationConfig from(
      List<String> words, EvaluationOptions options, LabelTable labels) {
    if (words.size() != 1) {
      throw new IllegalArgumentException(
          "evaluate takes one gold file, as in ./pipeline evaluate gold.csv, was " + words);
    }
    return new EvaluationConfig(
        Database.from(options),
        labels,
        options.getColumn(),
        options.getThreshold(),
        Optional.of(options.getRun()).filter(run -> !run.equals(ALL_RUNS)),
        new Gold(words.get(0), options.getGoldColumn()),
        new Resampling(options.getResamples(), options.getSeed()));
  }
}
