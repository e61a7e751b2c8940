package org.postlabel.comparison.pairs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postlabel.importing.format.CsvFile;
import org.postlabel.importing.format.CsvRow;

/** Which columns of two sides are compared. */
public record Crosswalk(List<ColumnPair> pairs) {
  private static final String LEFT = "left";
  private static final String RIGHT = "right";

  /** Two columns whose meaning is near; thresholds do not carry over from one to the other. */
  public record ColumnPair(String left, String right) {}

  /**
   * Reads a CSV file with the columns left and right.
   *
   * @throws org.postlabel.importing.container.FileUnusableException when it cannot be read
   * @throws IllegalArgumentException when it lacks a column or rows
   */
  public static Crosswalk read(String file) {
    List<ColumnPair> pairs = new ArrayList<>();
    try (CsvFile rows = CsvFile.open(file)) {
      int left = rows.columns().indexOf(LEFT);
      int right = rows.columns().indexOf(RIGHT);
      if (left < 0 || right < 0) {
        throw new IllegalArgumentException(
            "the header of %s must name the columns left and right, was %s"
                .formatted(file, String.join(",", rows.columns())));
      }
      for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        List<String> cells = row.get().cells();
        pairs.add(new ColumnPair(cells.get(left).strip(), cells.get(right).strip()));
      }
    }
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(file + " has no rows below its header");
    }
    return new Crosswalk(pairs);
  }

  /** The one that comes with the program. */
  public static Crosswalk bundled() {
    try (InputStream csv = Crosswalk.class.getResourceAsStream("/comparison/crosswalk.csv")) {
      return new Crosswalk(
          new String(csv.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> line.split(",", -1))
              .map(cells -> new ColumnPair(cells[0], cells[1]))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the pairs that both sides have. */
  List<ColumnPair> between(Side left, Side right) {
    return pairs.stream()
        .filter(pair -> left.columns().contains(pair.left()))
        .filter(pair -> right.columns().contains(pair.right()))
        .toList();
  }

  /** The same name on both sides means the same, and has the first places. */
  Crosswalk withSameNames(Side left, Side right) {
    Set<ColumnPair> all = new LinkedHashSet<>();
    left.columns().stream()
        .filter(right.columns()::contains)
        .forEach(column -> all.add(new ColumnPair(column, column)));
    all.addAll(pairs);
    return new Crosswalk(List.copyOf(all));
  }
}
