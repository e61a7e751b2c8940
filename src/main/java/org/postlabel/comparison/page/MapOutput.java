package org.postlabel.comparison.page;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postlabel.comparison.ComparedPair;
import org.postlabel.comparison.Comparison;
import org.postlabel.comparison.map.MapFit;
import org.postlabel.comparison.map.ScoreMap;
import org.postlabel.comparison.map.ScoreMapFile;

/**
 * What became of the file of maps.
 *
 * @param file empty when there was no map to write
 * @param refusals a line for each pair of columns that has none
 */
public record MapOutput(Optional<Path> file, List<String> refusals) {
  /**
   * Writes the maps of {@code comparison} to {@code file}; nothing when there are none.
   *
   * @throws IllegalArgumentException when the file cannot be written
   */
  public static MapOutput write(Comparison comparison, Path file, String toolVersion) {
    List<ScoreMap> maps =
        comparison.pairs().stream()
            .flatMap(pair -> pair.map().flatMap(MapFit::map).stream())
            .toList();
    String end = maps.isEmpty() ? "; " + file + " is not written" : "";
    List<String> refusals =
        comparison.pairs().stream()
            .flatMap(pair -> refusal(pair).stream())
            .map(reason -> reason + end)
            .toList();
    if (maps.isEmpty()) {
      return new MapOutput(Optional.empty(), refusals);
    }
    try {
      new ScoreMapFile(
              "postlabel " + toolVersion,
              Instant.now().toString(),
              comparison.config().resampling().seed(),
              maps)
          .write(file);
      return new MapOutput(Optional.of(file), refusals);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--writeMap must be a file that can be written, was %s (%s)"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Optional<String> refusal(ComparedPair pair) {
    return pair.map().filter(fit -> fit.map().isEmpty()).map(fit -> MapText.refusal(pair, fit));
  }
}
