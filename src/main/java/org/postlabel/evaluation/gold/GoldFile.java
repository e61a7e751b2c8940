package org.postlabel.evaluation.gold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postlabel.evaluation.gold.GoldRows.GoldRow;
import org.postlabel.evaluation.gold.GoldRows.PairedBy;
import org.postlabel.evaluation.gold.Omissions.Omission;
import org.postlabel.evaluation.gold.Raters.RatedRow;
import org.postlabel.importing.format.CsvFile;
import org.postlabel.importing.format.CsvRow;
import org.postlabel.post.Post;

/**
 * Reads a gold file: CSV with a column {@code uri} or {@code text}, and one of gold values, or one
 * for each rater, or both.
 */
public final class GoldFile {
  /** What fits into the memory that a run has. */
  private static final int MOST_ROWS = 500_000;

  private GoldFile() {}

  /**
   * The rows of the file {@code name} by its column {@code goldColumn}; by uri when it has that.
   *
   * @throws FileUnusableException when the file cannot be read
   * @throws IllegalArgumentException when it lacks a column or rows
   */
  public static GoldRows read(String name, String goldColumn) {
    try (CsvFile file = CsvFile.open(name)) {
      List<String> raters = Raters.columns(file.columns(), goldColumn);
      Optional<Integer> gold = place(file, goldColumn);
      if (gold.isEmpty() && raters.isEmpty()) {
        throw new IllegalArgumentException(
            "--goldColumn must be a column in the header of %s, was %s"
                .formatted(name, goldColumn));
      }
      List<Integer> places =
          raters.stream().map(rater -> place(file, rater).orElseThrow()).toList();
      PairedBy pairedBy = pairedBy(file, name);
      int key = place(file, pairedBy.column()).orElseThrow();
      List<GoldRow> rows = new ArrayList<>();
      List<RatedRow> rated = new ArrayList<>();
      Omissions omissions = new Omissions();
      long all = 0;
      for (Optional<CsvRow> row = file.next(); row.isPresent(); row = file.next(), all++) {
        if (all == MOST_ROWS) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "%s has more than %,d rows; compare a sample of them",
                  name,
                  MOST_ROWS));
        }
        List<String> cells = row.get().cells();
        String post = cells.get(key);
        long line = row.get().line();
        if (post.isBlank()) {
          omissions.add(Omission.WITHOUT_KEY, line);
          continue;
        }
        String value = gold.map(place -> cells.get(place).strip()).orElse("");
        List<String> ratings = places.stream().map(place -> cells.get(place).strip()).toList();
        boolean isRated = !ratings.stream().allMatch(String::isEmpty);
        if (isRated) {
          rated.add(new RatedRow(line, key(pairedBy, post), ratings));
        }
        if (!value.isEmpty()) {
          rows.add(new GoldRow(line, key(pairedBy, post), value));
        } else if (gold.isPresent() || !isRated) {
          omissions.add(Omission.WITHOUT_GOLD, line);
        }
      }
      if (all == 0) {
        throw new IllegalArgumentException(name + " has no rows below its header");
      }
      return new GoldRows(
          pairedBy, rows, new Raters(raters, gold.isEmpty(), rated), omissions, all);
    }
  }

  private static PairedBy pairedBy(CsvFile file, String name) {
    for (PairedBy pairedBy : PairedBy.values()) {
      if (place(file, pairedBy.column()).isPresent()) {
        return pairedBy;
      }
    }
    throw new IllegalArgumentException(name + " must have a column uri or text in its header");
  }

  /** Where the header names {@code column}; it may do so once. */
  private static Optional<Integer> place(CsvFile file, String column) {
    int first = file.columns().indexOf(column);
    if (first != file.columns().lastIndexOf(column)) {
      throw new IllegalArgumentException("the gold file has the column " + column + " twice");
    }
    return first < 0 ? Optional.empty() : Optional.of(first);
  }

  private static String key(PairedBy pairedBy, String post) {
    return switch (pairedBy) {
      case URI -> post;
      case TEXT -> Post.textHash(post);
    };
  }
}
