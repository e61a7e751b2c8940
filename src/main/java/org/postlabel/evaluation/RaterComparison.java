package org.postlabel.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.postlabel.evaluation.gold.GoldRows;
import org.postlabel.evaluation.gold.Raters.RatedRow;
import org.postlabel.evaluation.labels.LabelColumn;
import org.postlabel.evaluation.labels.LabelReader;
import org.postlabel.evaluation.labels.LabelReader.Reading;
import org.postlabel.evaluation.raters.RaterAgreement;
import org.postlabel.evaluation.statistics.Resampling;

/** The ratings of a gold file with the labels of the same posts. */
final class RaterComparison {
  static final int MOST_CLASSES = 50;

  private RaterComparison() {}

  /**
   * How the raters of {@code gold} agree with each other and with the labels, over the posts that
   * have a label; empty when no such post is rated.
   *
   * @param isScored whether ratings are compared as numbers
   */
  static Optional<RaterAgreement> of(
      GoldRows gold,
      LabelReader labels,
      LabelColumn column,
      boolean isScored,
      Resampling resampling) {
    List<String> raters = gold.raters().names();
    if (isScored) {
      Posts<Double> posts =
          posts(
              gold,
              labels,
              column,
              rating -> column.numberOf(rating).stream().boxed().findFirst(),
              Reading::scoreOrNull);
      return posts.said.isEmpty()
          ? Optional.empty()
          : Optional.of(RaterAgreement.ofNumbers(raters, posts.said, posts.unreadable, resampling));
    }
    Posts<String> posts = posts(gold, labels, column, column::classOfRating, Reading::classOrNull);
    requireClasses(posts.said);
    return posts.said.isEmpty()
        ? Optional.empty()
        : Optional.of(RaterAgreement.ofClasses(raters, posts.said, posts.unreadable, resampling));
  }

  private static <T> Posts<T> posts(
      GoldRows gold,
      LabelReader labels,
      LabelColumn column,
      Function<String, Optional<T>> ofRating,
      Function<Reading, T> ofLabel) {
    List<RatedRow> rows = gold.raters().posts();
    Posts<T> posts = new Posts<>();
    for (int from = 0; from < rows.size(); from += LabelReader.MOST_KEYS) {
      List<RatedRow> some = rows.subList(from, Math.min(rows.size(), from + LabelReader.MOST_KEYS));
      Map<String, Reading> readings =
          labels.read(column, gold.pairedBy(), some.stream().map(RatedRow::key).toList());
      for (RatedRow row : some) {
        Reading reading = readings.get(row.key());
        if (reading != null && reading.omission().isEmpty()) {
          posts.add(row, ofRating, ofLabel.apply(reading));
        }
      }
    }
    return posts;
  }

  private static void requireClasses(List<List<String>> said) {
    HashSet<String> classes = new HashSet<>();
    said.forEach(classes::addAll);
    classes.remove(null);
    if (classes.size() > MOST_CLASSES) {
      throw new IllegalArgumentException(
          "--column and the raters of --goldColumn may have at most %d classes together, were %d"
              .formatted(MOST_CLASSES, classes.size()));
    }
  }

  /** What raters and the label say of each post. */
  private static final class Posts<T> {
    private final List<List<T>> said = new ArrayList<>();
    private long unreadable;

    private void add(RatedRow row, Function<String, Optional<T>> ofRating, T label) {
      List<T> ofPost = new ArrayList<>();
      for (String rating : row.ratings()) {
        Optional<T> value = ofRating.apply(rating);
        unreadable += value.isEmpty() && !rating.isEmpty() ? 1 : 0;
        ofPost.add(value.orElse(null));
      }
      if (ofPost.stream().anyMatch(Objects::nonNull)) {
        ofPost.add(label);
        said.add(ofPost);
      }
    }
  }
}
