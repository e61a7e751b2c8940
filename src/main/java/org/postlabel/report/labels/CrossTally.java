package org.postlabel.report.labels;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Counts posts by two columns at a time as rows stream by: each pair of the first six columns of
 * truths and words. Values beyond the first fifty of a column, and beyond the eight most frequent
 * in a table, are counted as one.
 */
final class CrossTally {
  private static final int MOST_NAMES = 50;
  private static final int MOST_SHOWN = 8;

  private final List<String> columns;
  private final List<Map<String, String>> names = new ArrayList<>();
  private final List<Map<Names, Long>> counts = new ArrayList<>();

  /** For the first of {@code columns}. */
  CrossTally(List<String> columns) {
    this.columns = columns.subList(0, Math.min(CrossTable.MOST_COLUMNS, columns.size()));
    for (int i = 0; i < this.columns.size(); i++) {
      names.add(new HashMap<>());
      for (int j = 0; j < i; j++) {
        counts.add(new HashMap<>());
      }
    }
  }

  /** Adds a post with the values of all columns, {@code ""} for none. */
  void add(Function<String, String> valueOf) {
    List<String> values = new ArrayList<>();
    int pair = 0;
    for (int i = 0; i < columns.size(); i++) {
      values.add(kept(names.get(i), valueOf.apply(columns.get(i))));
      for (int j = 0; j < i; j++) {
        counts.get(pair++).merge(new Names(values.get(j), values.get(i)), 1L, Long::sum);
      }
    }
  }

  private static String kept(Map<String, String> known, String name) {
    String kept = known.get(name);
    if (kept == null && known.size() < MOST_NAMES) {
      known.put(name, name);
      kept = name;
    }
    return kept == null ? NameTally.OTHERS : kept;
  }

  /** Those in which both columns have more than one value, in the order of the columns. */
  List<CrossTable> tables() {
    List<CrossTable> tables = new ArrayList<>();
    for (int row = 0; row < columns.size(); row++) {
      for (int column = row + 1; column < columns.size(); column++) {
        Map<Names, Long> posts = counts.get(column * (column - 1) / 2 + row);
        if (isVaried(posts, Names::row) && isVaried(posts, Names::column)) {
          tables.add(table(columns.get(row), columns.get(column), posts));
        }
      }
    }
    return tables;
  }

  private static boolean isVaried(Map<Names, Long> posts, Function<Names, String> side) {
    return posts.keySet().stream().map(side).distinct().count() > 1;
  }

  private static CrossTable table(String rowColumn, String column, Map<Names, Long> posts) {
    List<String> rows = shown(posts, Names::row);
    List<String> columns = shown(posts, Names::column);
    long[][] cells = new long[rows.size()][columns.size()];
    posts.forEach(
        (names, count) -> cells[place(rows, names.row)][place(columns, names.column)] += count);
    List<List<Long>> table = new ArrayList<>();
    for (long[] row : cells) {
      List<Long> counts = new ArrayList<>();
      for (long count : row) {
        counts.add(count);
      }
      table.add(counts);
    }
    return new CrossTable(rowColumn, column, rows, columns, table);
  }

  /** The most frequent names, and the others as one at the end. */
  private static List<String> shown(Map<Names, Long> posts, Function<Names, String> side) {
    Map<String, Long> sums = new HashMap<>();
    posts.forEach((names, count) -> sums.merge(side.apply(names), count, Long::sum));
    boolean areOthers = sums.remove(NameTally.OTHERS) != null;
    List<String> shown = new ArrayList<>(sums.keySet());
    shown.sort(comparing((String name) -> -sums.get(name)).thenComparing(name -> name));
    if (shown.size() > MOST_SHOWN || areOthers) {
      shown = new ArrayList<>(shown.subList(0, Math.min(MOST_SHOWN, shown.size())));
      shown.add(NameTally.OTHERS);
    }
    return shown;
  }

  private static int place(List<String> shown, String name) {
    int place = shown.indexOf(name);
    return place < 0 ? shown.size() - 1 : place;
  }

  private record Names(String row, String column) {}
}
