package org.postlabel.report.labels;

import static java.util.Comparator.comparingDouble;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.report.labels.LabelOverview.ValueCounts;

/**
 * Counts the booleans, words and whole numbers of labels as rows stream by: each alone, booleans by
 * time and source, booleans and words by two. Not thread-safe.
 */
final class ValueTally {
  private static final int MOST_VALUES = 20;

  private final Map<String, NameTally> tallyByColumn = new LinkedHashMap<>();
  private final Map<String, TruthTally> tallyByTruth = new LinkedHashMap<>();
  private final CrossTally crossTally;
  private final List<String> counts;

  ValueTally(LabelTable table) {
    table.columnsOf(Kind.TRUTH).forEach(column -> tallyByTruth.put(column, new TruthTally()));
    List<String> classes = new ArrayList<>(tallyByTruth.keySet());
    classes.addAll(table.columnsOf(Kind.WORD));
    classes.forEach(column -> tallyByColumn.put(column, new NameTally()));
    crossTally = new CrossTally(classes);
    counts = table.columnsOf(Kind.COUNT);
    counts.forEach(column -> tallyByColumn.put(column, new NameTally()));
  }

  /** The columns that a row must have. */
  List<String> columns() {
    return List.copyOf(tallyByColumn.keySet());
  }

  /** Adds a row with the time and the source of its post. */
  void add(ResultSet row, String timeOrNull, String sourceOrNull) throws SQLException {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, NameTally> column : tallyByColumn.entrySet()) {
      String value = value(row, column.getKey());
      column.getValue().add(value, true);
      values.put(column.getKey(), value == null ? "" : value);
    }
    crossTally.add(values::get);
    tallyByTruth.forEach(
        (column, tally) -> {
          if (!values.get(column).isEmpty()) {
            tally.add(Boolean.parseBoolean(values.get(column)), timeOrNull, sourceOrNull);
          }
        });
  }

  /** SQLite keeps a boolean as a number. */
  private String value(ResultSet row, String column) throws SQLException {
    if (!tallyByTruth.containsKey(column)) {
      return row.getString(column);
    }
    boolean isTrue = row.getBoolean(column);
    return row.wasNull() ? null : Boolean.toString(isTrue);
  }

  /** Whole numbers in their order. */
  List<ValueCounts> counts() {
    List<ValueCounts> all = new ArrayList<>();
    tallyByColumn.forEach(
        (column, tally) -> {
          List<LabelCount> values = new ArrayList<>(tally.counts(MOST_VALUES));
          if (counts.contains(column)) {
            values.sort(comparingDouble(ValueTally::number));
          }
          all.add(new ValueCounts(column, values));
        });
    return all;
  }

  /** What is none comes last. */
  private static double number(LabelCount value) {
    return value.name().matches("-?[0-9]+") ? Double.parseDouble(value.name()) : Double.MAX_VALUE;
  }

  List<TruthShares> truths() {
    List<TruthShares> all = new ArrayList<>();
    tallyByTruth.forEach((column, tally) -> all.add(tally.shares(column)));
    return all;
  }

  List<CrossTable> crossTables() {
    return crossTally.tables();
  }
}
