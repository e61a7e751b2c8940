package org.postlabel.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postlabel.comparison.map.Knots;
import org.postlabel.comparison.map.ScoreMap;
import org.postlabel.comparison.map.ScoreMapFile;
import org.postlabel.post.LabelTable;

/**
 * One column of an export whose values are those of another, mapped to the scale of another scorer.
 * Not thread-safe.
 */
public final class MappedScores {
  private final ScoreMap map;
  private final Path file;
  private final Knots.Mapping mapping;
  private long outside;

  private MappedScores(ScoreMap map, Path file) {
    this.map = map;
    this.file = file;
    this.mapping = map.knots().mapping();
  }

  /**
   * Reads the maps of some files.
   *
   * @param filesOrNull separated by commas
   * @throws IllegalArgumentException with one line for the user
   */
  static List<MappedScores> read(String filesOrNull) {
    if (filesOrNull == null) {
      return List.of();
    }
    List<MappedScores> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path file :
        Arrays.stream(filesOrNull.split(",")).map(String::strip).map(Path::of).toList()) {
      for (ScoreMap map : ScoreMapFile.read(file).maps()) {
        if (!names.add(map.name())) {
          throw new IllegalArgumentException(
              "--map has two maps for the column %s, the second one in %s"
                  .formatted(map.name(), file));
        }
        all.add(new MappedScores(map, file));
      }
    }
    return List.copyOf(all);
  }

  /**
   * Checks that the map is one of {@code table}.
   *
   * @param columns those of the export
   * @throws IllegalArgumentException when it is one of another table or column
   */
  void requireOf(LabelTable table, List<Column> columns) {
    String tableOrNull = map.right().tableOrNull();
    if (tableOrNull != null && !tableOrNull.equals(table.name())) {
      throw new IllegalArgumentException(
          "%s maps %s of %s, and this is an export of %s; --scorer and --labelsTable name another table"
              .formatted(file, map.right().column(), tableOrNull, table.name()));
    }
    if (!table.kindByColumn().containsKey(map.right().column())
        || !table.kindByColumn().get(map.right().column()).isNumber()) {
      throw new IllegalArgumentException(
          "%s maps %s, and %s has no such column of numbers"
              .formatted(file, map.right().column(), table.name()));
    }
    if (columns.stream().anyMatch(column -> column.name().equals(name()))) {
      throw new IllegalArgumentException(
          "%s makes a column %s, and %s has one already".formatted(file, name(), table.name()));
    }
  }

  /** The refusal of labels in {@code table} that another scorer made. */
  IllegalArgumentException otherScorer(String table, String scorerId) {
    return new IllegalArgumentException(
        "%s maps scores of %s, and the exported labels of %s have %s of %s; --run exports the labels of one run"
            .formatted(file, map.right().scorerId(), table, map.right().column(), scorerId));
  }

  /** The column that it adds, such as {@code harassment_as_prob_toxic}. */
  public String name() {
    return map.name();
  }

  /** The column that is mapped. */
  String source() {
    return map.right().column();
  }

  /** The scorer whose scores may be mapped. */
  String scorerId() {
    return map.right().scorerId();
  }

  /** The mapped score, counted when it lies outside of what the map was fitted on. */
  double of(double score) {
    List<Double> knots = map.knots().right();
    outside += score < knots.get(0) || score > knots.get(knots.size() - 1) ? 1 : 0;
    return mapping.of(score);
  }

  /** What the column is, in one line. */
  public String inWords() {
    return "%s: mapped from %s of %s to the scale of %s of %s (%s)"
        .formatted(
            name(),
            source(),
            scorerId(),
            map.left().column(),
            map.left().scorerId(),
            map.left().scaleOrNull() == null
                ? "kind not recorded"
                : map.left().scaleOrNull().inWords());
  }

  /** How many scores were mapped that are lower or higher than all that the map was fitted on. */
  public long outside() {
    return outside;
  }
}
