package org.postlabel.evaluation.gold;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The people who rated the posts of a gold file, each in a column of their own.
 *
 * @param names of their columns, in the order of their numbers
 * @param areGold whether there is no column of gold values, so that these come from the ratings
 * @param rows with a post and a rating
 */
public record Raters(List<String> names, boolean areGold, List<RatedRow> rows) {
  /** The column of which {@code rater_1} needs no prefix. */
  private static final String DEFAULT = "label";

  private static final int MOST = 20;

  /**
   * What raters say of a post.
   *
   * @param line of the file on which the row begins
   * @param ratings as they stand in the file, empty where there is none
   */
  public record RatedRow(long line, String key, List<String> ratings) {}

  /**
   * The columns of raters: {@code X_rater_1} or {@code X.rater_1} for the column {@code X}, and
   * {@code rater_1} alone for {@code label}.
   *
   * @throws IllegalArgumentException when a rater has two columns, or there are too many
   */
  static List<String> columns(List<String> header, String goldColumn) {
    String prefix = "(?:" + Pattern.quote(goldColumn) + "[._])";
    Pattern pattern =
        Pattern.compile(prefix + (goldColumn.equals(DEFAULT) ? "?" : "") + "rater_(\\d{1,9})");
    SortedMap<Integer, String> byNumber = new TreeMap<>();
    for (String column : header) {
      Matcher matcher = pattern.matcher(column);
      if (matcher.matches()) {
        String other = byNumber.put(Integer.parseInt(matcher.group(1)), column);
        if (other != null) {
          throw new IllegalArgumentException(
              "the gold file has two columns of one rater: %s and %s".formatted(other, column));
        }
      }
    }
    if (byNumber.size() > MOST) {
      throw new IllegalArgumentException(
          "the gold file may have at most %d raters of %s, has %d"
              .formatted(MOST, goldColumn, byNumber.size()));
    }
    return List.copyOf(byNumber.values());
  }

  /** One row for each post; of a post whose rows differ none. */
  public List<RatedRow> posts() {
    return rows.stream().collect(groupingBy(RatedRow::key)).values().stream()
        .filter(ofPost -> ofPost.stream().map(RatedRow::ratings).distinct().count() == 1)
        .map(ofPost -> ofPost.get(0))
        .sorted(Comparator.comparingLong(RatedRow::line))
        .toList();
  }

  /** What most of {@code ratings} are; empty when none is in the lead. */
  public static Optional<String> majority(List<String> ratings) {
    Map<String, Long> counts = ratings.stream().collect(groupingBy(identity(), counting()));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    List<String> leading = counts.keySet().stream().filter(r -> counts.get(r) == most).toList();
    return leading.size() == 1 ? Optional.of(leading.get(0)) : Optional.empty();
  }
}
