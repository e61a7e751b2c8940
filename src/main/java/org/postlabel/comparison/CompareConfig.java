package org.postlabel.comparison;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postlabel.comparison.pairs.Crosswalk;
import org.postlabel.database.Database;
import org.postlabel.evaluation.statistics.Resampling;

/**
 * What is compared, checked as far as possible without the database.
 *
 * @param left as it was typed: a table, a scorer ID, or one of them with a column after a dot
 * @param crosswalk empty means the one that comes with the program
 * @param thresholds on the left, ascending
 * @param mapFile where maps are written; empty means that none are fitted
 */
public record CompareConfig(
    Database database,
    String left,
    String right,
    Optional<Crosswalk> crosswalk,
    List<Double> thresholds,
    Resampling resampling,
    Optional<Path> mapFile) {
  private static final int MOST_THRESHOLDS = 10;

  public CompareConfig {
    thresholds = thresholds.stream().distinct().sorted().toList();
    if (thresholds.isEmpty() || thresholds.size() > MOST_THRESHOLDS) {
      throw new IllegalArgumentException(
          "--thresholds must be 1..%d numbers, was %s".formatted(MOST_THRESHOLDS, thresholds));
    }
    if (mapFile.filter(CompareConfig::isNoFile).isPresent()) {
      throw new IllegalArgumentException("--writeMap must be a file, was " + mapFile.get());
    }
  }

  /**
   * Checks the words and options of a command.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public static CompareConfig from(List<String> words, CompareOptions options) {
    if (words.size() != 2) {
      throw new IllegalArgumentException(
          "compare takes two sides, each a table, a scorer ID, or one of its columns, as in"
              + " ./pipeline compare perspective_api_labels.prob_toxic"
              + " other_labels.toxicity; was "
              + words);
    }
    return new CompareConfig(
        Database.from(options),
        words.get(0),
        words.get(1),
        Optional.ofNullable(options.getCrosswalk()).map(Crosswalk::read),
        thresholds(options.getThresholds()),
        new Resampling(options.getResamples(), options.getSeed()),
        Optional.ofNullable(options.getWriteMap()).map(Path::of));
  }

  private static boolean isNoFile(Path path) {
    return path.toString().equals("-") || (Files.exists(path) && !Files.isRegularFile(path));
  }

  /**
   * The numbers that {@code --thresholds} names, each once, ascending.
   *
   * @throws IllegalArgumentException with one line
   */
  public static List<Double> thresholds(String option) {
    try {
      List<Double> thresholds =
          Arrays.stream(option.split(","))
              .map(String::strip)
              .map(Double::valueOf)
              .distinct()
              .sorted()
              .toList();
      if (thresholds.stream().allMatch(Double::isFinite)) {
        return thresholds;
      }
    } catch (NumberFormatException e) {
      // As one that is not finite.
    }
    throw new IllegalArgumentException(
        "--thresholds must be numbers such as 0.5,0.7, was " + option);
  }
}
