package org.postlabel.evaluation.gold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postlabel.evaluation.gold.Omissions.Omission;
import org.postlabel.evaluation.gold.Raters.RatedRow;

/**
 * The rows of a gold file that name a post and have a value.
 *
 * @param rows none when the gold values come from raters
 * @param omissions the rows that are left out; later steps add theirs
 * @param all rows in the file
 */
public record GoldRows(
    PairedBy pairedBy, List<GoldRow> rows, Raters raters, Omissions omissions, long all) {
  /** The gold values as they stand in the file; the ratings when these are gold. */
  public Stream<String> values() {
    return raters.areGold() ? ratings() : rows.stream().map(GoldRow::value);
  }

  /** The ratings as they stand in the file, empty where there is none. */
  public Stream<String> ratings() {
    return raters.rows().stream().flatMap(row -> row.ratings().stream());
  }

  /**
   * The rows with the value that their raters agree on.
   *
   * @param valueOf what a rating means; empty when it is missing, or means nothing
   * @param consensus of at least one such value; empty when there is none
   * @param unreadable why a row is left out of which no rating means anything
   */
  public <T> List<GoldRow> agreed(
      Function<String, Optional<T>> valueOf,
      Function<List<T>, Optional<String>> consensus,
      Omission unreadable) {
    List<GoldRow> agreed = new ArrayList<>();
    for (RatedRow row : raters.rows()) {
      List<T> values = row.ratings().stream().map(valueOf).flatMap(Optional::stream).toList();
      Optional<String> value = values.isEmpty() ? Optional.empty() : consensus.apply(values);
      if (value.isPresent()) {
        agreed.add(new GoldRow(row.line(), row.key(), value.get()));
      } else {
        omissions.add(values.isEmpty() ? unreadable : Omission.TIED, row.line());
      }
    }
    return agreed;
  }

  /**
   * {@code rows} with the class of their value, one for each post. Of rows that repeat each other
   * the first is kept; of rows that contradict each other none.
   *
   * @param classOf the class that a value means; empty when it means none
   * @param unreadable why a row is left out whose value means none
   */
  public List<GoldRow> classified(
      List<GoldRow> rows, Function<String, Optional<String>> classOf, Omission unreadable) {
    List<GoldRow> classified = new ArrayList<>();
    for (GoldRow row : rows) {
      Optional<String> name = classOf.apply(row.value());
      if (name.isPresent()) {
        classified.add(new GoldRow(row.line(), row.key(), name.get()));
      } else {
        omissions.add(unreadable, row.line());
      }
    }
    return onePerPost(classified);
  }

  private List<GoldRow> onePerPost(List<GoldRow> classified) {
    Map<String, GoldRow> firstByKey = new HashMap<>();
    Set<String> contradicted = new HashSet<>();
    for (GoldRow row : classified) {
      GoldRow earlier = firstByKey.putIfAbsent(row.key(), row);
      if (earlier != null && !earlier.value().equals(row.value())) {
        contradicted.add(row.key());
      }
    }
    List<GoldRow> kept = new ArrayList<>();
    for (GoldRow row : classified) {
      if (contradicted.contains(row.key())) {
        omissions.add(Omission.CONTRADICTORY, row.line());
      } else if (!firstByKey.get(row.key()).equals(row)) {
        omissions.add(Omission.DOUBLED, row.line());
      } else {
        kept.add(row);
      }
    }
    return kept;
  }

  /**
   * A row of a gold file.
   *
   * @param line on which it begins in the file
   * @param key the post's uri, or the hash of its text
   * @param value as it stands in the file; a class after {@link GoldRows#classified}
   */
  public record GoldRow(long line, String key, String value) {}

  /** The column of a gold file that identifies the post of a row. */
  public enum PairedBy {
    /** The post with this uri. */
    URI,
    /** All posts with exactly this text. */
    TEXT;

    /** Its name in the file. */
    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
