package org.postlabel.evaluation;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postlabel.database.Snapshot;
import org.postlabel.evaluation.gold.GoldRows;
import org.postlabel.evaluation.gold.GoldRows.GoldRow;
import org.postlabel.evaluation.gold.Omissions;
import org.postlabel.evaluation.gold.Omissions.Omission;
import org.postlabel.evaluation.gold.Raters;
import org.postlabel.evaluation.gold.Truth;
import org.postlabel.evaluation.labels.LabelColumn;
import org.postlabel.evaluation.labels.LabelReader;
import org.postlabel.evaluation.labels.LabelReader.Reading;
import org.postlabel.evaluation.raters.RaterAgreement;
import org.postlabel.evaluation.statistics.ConfusionTable.Pair;
import org.postlabel.evaluation.statistics.ScorePairs;

/** Gold rows paired with the labels of their posts. Not thread-safe. */
final class Comparison {
  private static final int SHOWN = 20;

  private final GoldRows gold;
  private final LabelReader labels;
  private final LabelColumn column;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Disagreement> firstDisagreements = new ArrayList<>();
  private final Map<Long, Double> numberByLine = new HashMap<>();
  private final List<Double> goldNumbers = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();
  private Optional<RaterAgreement> raters = Optional.empty();

  private Comparison(GoldRows gold, LabelReader labels, LabelColumn column) {
    this.gold = gold;
    this.labels = labels;
    this.column = column;
  }

  /** Pairs {@code gold}, whose omissions take up the rows that have no label to be compared. */
  static Comparison of(EvaluationConfig config, GoldRows gold, Snapshot snapshot)
      throws SQLException {
    LabelReader labels = new LabelReader(config.database(), snapshot, config.run());
    LabelColumn column = labels.column(config.labels(), config.columnOrNull(), config.threshold());
    Comparison comparison = new Comparison(gold, labels, column);
    boolean isScored = comparison.isScored(gold.values(), false);
    Omission unreadable = isScored ? Omission.NO_NUMBER : Omission.NO_TRUTH;
    List<GoldRow> rows =
        gold.classified(
            comparison.rows(isScored, unreadable), comparison.classes(isScored), unreadable);
    for (int from = 0; from < rows.size(); from += LabelReader.MOST_KEYS) {
      comparison.add(rows.subList(from, Math.min(rows.size(), from + LabelReader.MOST_KEYS)));
    }
    comparison.requirePairs(config);
    boolean areRatingsScored = comparison.isScored(gold.ratings(), isScored);
    comparison.raters =
        RaterComparison.of(gold, labels, column, areRatingsScored, config.resampling());
    return comparison;
  }

  /**
   * Whether {@code values} are scores: more of them are numbers besides 0 and 1 than words for true
   * and false. One stray value does not decide about all others.
   *
   * @param otherwise the result where there are as many of both, or only 0 and 1
   */
  private boolean isScored(Stream<String> values, boolean otherwise) {
    long majority =
        values
            .mapToLong(
                value ->
                    (column.numberOf(value).isPresent() ? 1 : 0)
                        - (Truth.of(value).isPresent() ? 1 : 0))
            .sum();
    return majority == 0 ? otherwise : majority > 0;
  }

  /** With the values of the file, or those on which its raters agree. */
  private List<GoldRow> rows(boolean isScored, Omission unreadable) {
    List<GoldRow> rows = gold.rows();
    if (gold.raters().areGold()) {
      rows =
          isScored
              ? gold.agreed(
                  rating -> column.numberOf(rating).stream().boxed().findFirst(),
                  Comparison::mean,
                  unreadable)
              : gold.agreed(column::classOfRating, Raters::majority, unreadable);
    }
    if (isScored) {
      for (GoldRow row : rows) {
        column.numberOf(row.value()).ifPresent(number -> numberByLine.put(row.line(), number));
      }
    }
    return rows;
  }

  private static Optional<String> mean(List<Double> ratings) {
    double mean = ratings.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return Optional.of(Double.toString(mean));
  }

  private Function<String, Optional<String>> classes(boolean isScored) {
    return isScored
        ? value -> column.numberOf(value).stream().mapToObj(column::classOf).findFirst()
        : column::classOf;
  }

  private void add(List<GoldRow> rows) throws SQLException {
    Map<String, Reading> readings =
        labels.read(column, gold.pairedBy(), rows.stream().map(GoldRow::key).toList());
    for (GoldRow row : rows) {
      Reading reading = readings.get(row.key());
      if (isComparable(reading, row, gold.omissions())) {
        Pair pair = new Pair(row.value(), reading.classOrNull());
        pairs.add(pair);
        if (!numberByLine.isEmpty()) {
          goldNumbers.add(numberByLine.get(row.line()));
          scores.add(reading.scoreOrNull());
        }
        if (!pair.agrees() && firstDisagreements.size() < SHOWN) {
          firstDisagreements.add(disagreement(row, reading, labels.text(column, reading.uri())));
        }
      }
    }
  }

  LabelColumn column() {
    return column;
  }

  List<Pair> pairs() {
    return Collections.unmodifiableList(pairs);
  }

  /** Gold scores and those of the labels; empty when the gold values are no scores. */
  Optional<ScorePairs> scores() {
    return scores.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ScorePairs(
                goldNumbers.stream().mapToDouble(Double::doubleValue).toArray(),
                scores.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  /** Empty when nobody's ratings are in the gold file. */
  Optional<RaterAgreement> raters() {
    return raters;
  }

  /** In the order of the gold file. */
  List<Disagreement> firstDisagreements() {
    return Collections.unmodifiableList(firstDisagreements);
  }

  private static boolean isComparable(Reading readingOrNull, GoldRow row, Omissions omissions) {
    if (readingOrNull == null) {
      omissions.add(Omission.WITHOUT_LABEL, row.line());
      return false;
    }
    readingOrNull.omission().ifPresent(omission -> omissions.add(omission, row.line()));
    return readingOrNull.omission().isEmpty();
  }

  private static Disagreement disagreement(GoldRow row, Reading reading, String text) {
    return new Disagreement(
        row.line(), reading.uri(), row.value(), reading.classOrNull(), reading.scoreOrNull(), text);
  }

  private void requirePairs(EvaluationConfig config) {
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(
          "no row of %s can be compared: %s".formatted(config.gold().file(), gold.omissions()));
    }
    Set<String> classes = new HashSet<>();
    for (Pair pair : pairs) {
      classes.add(pair.gold());
      classes.add(pair.label());
    }
    if (classes.size() > RaterComparison.MOST_CLASSES) {
      throw new IllegalArgumentException(
          "--column and --goldColumn may have at most %d classes together, were %d"
              .formatted(RaterComparison.MOST_CLASSES, classes.size()));
    }
  }
}
