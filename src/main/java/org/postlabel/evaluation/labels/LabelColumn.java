package org.postlabel.evaluation.labels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.postlabel.evaluation.gold.Truth;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.post.LabelTable.Scale;

/**
 * A column of a table of labels, and how its values become classes.
 *
 * @param scaleOrNull what its numbers are; null when that is not stated, or it has other values
 * @param threshold from which on a number means true
 */
public record LabelColumn(
    String table, String name, Kind kind, Scale scaleOrNull, double threshold) {
  /** The class of a successful label without a word: the question did not arise. */
  static final String NONE = "none";

  public LabelColumn {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("--threshold must be a number, was " + threshold);
    }
  }

  /**
   * The column {@code nameOrNull} of {@code table}.
   *
   * @param present the columns that the table has in the database
   * @throws IllegalArgumentException when there is no such column of labels
   */
  static LabelColumn in(
      LabelTable table, Set<String> present, String nameOrNull, double threshold) {
    List<String> comparable =
        table.attributeByColumn().keySet().stream()
            .filter(present::contains)
            .filter(name -> table.kindByColumn().get(name) != Kind.TEXT)
            .toList();
    if (nameOrNull == null || !comparable.contains(nameOrNull)) {
      throw new IllegalArgumentException(
          "--column must be a column of %s: %s; was %s"
              .formatted(
                  table.name(),
                  String.join(", ", comparable),
                  nameOrNull == null ? "not given" : nameOrNull));
    }
    return new LabelColumn(
        table.name(),
        nameOrNull,
        table.kindByColumn().get(nameOrNull),
        table.scaleByColumn().get(nameOrNull),
        threshold);
  }

  /** The class that a gold value means; empty when it means none. */
  public Optional<String> classOf(String gold) {
    return kind == Kind.WORD ? Optional.of(gold) : Truth.of(gold);
  }

  /** The same, of a rating; empty also when that is missing. */
  public Optional<String> classOfRating(String rating) {
    return rating.isEmpty() ? Optional.empty() : classOf(rating);
  }

  /** The number that a gold value is; empty when it is none, or the column has other values. */
  public OptionalDouble numberOf(String gold) {
    if (!kind.isNumber()) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(gold);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** The class that a number means. */
  public String classOf(double number) {
    return Truth.of(number >= threshold);
  }

  /** The class of the label in {@code row}, which is successful; null when it has no value. */
  String classOrNull(ResultSet row) throws SQLException {
    return switch (kind) {
      case SCORE, COUNT -> {
        Double score = scoreOrNull(row);
        yield score == null ? null : Truth.of(score >= threshold);
      }
      case TRUTH -> {
        boolean isTrue = row.getBoolean(name);
        yield row.wasNull() ? null : Truth.of(isTrue);
      }
      case WORD, TEXT -> Optional.ofNullable(row.getString(name)).orElse(NONE);
    };
  }

  /** The number in {@code row}; null when there is none, or the column has other values. */
  Double scoreOrNull(ResultSet row) throws SQLException {
    double score = kind.isNumber() ? row.getDouble(name) : 0;
    return kind.isNumber() && !row.wasNull() ? score : null;
  }

  /** What its numbers are, for people; empty for a column of other values. */
  public Optional<String> kindOfNumber() {
    return kind.isNumber()
        ? Optional.of(scaleOrNull == null ? "not stated" : scaleOrNull.inWords())
        : Optional.empty();
  }

  /** As in {@code prob_toxic >= 0.5}. */
  @Override
  public String toString() {
    return kind.isNumber() ? name + " >= " + threshold : name;
  }
}
