package org.postlabel.report.labels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;

/** Counts truths and words of labels as their rows stream by. Not thread-safe. */
final class ValueTally {
  private static final int MOST_VALUES = 20;

  private final Map<String, NameTally> truths = new LinkedHashMap<>();
  private final Map<String, NameTally> words = new LinkedHashMap<>();

  ValueTally(LabelTable table) {
    table.columnsOf(Kind.TRUTH).forEach(column -> truths.put(column, new NameTally()));
    table.columnsOf(Kind.WORD).forEach(column -> words.put(column, new NameTally()));
  }

  /** The columns that a row must have. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(truths.keySet());
    columns.addAll(words.keySet());
    return columns;
  }

  void add(ResultSet row) throws SQLException {
    for (Map.Entry<String, NameTally> column : truths.entrySet()) {
      boolean truth = row.getBoolean(column.getKey());
      column.getValue().add(row.wasNull() ? null : Boolean.toString(truth), true);
    }
    for (Map.Entry<String, NameTally> column : words.entrySet()) {
      column.getValue().add(row.getString(column.getKey()), true);
    }
  }

  List<ValueCounts> counts() {
    List<ValueCounts> all = new ArrayList<>();
    truths.forEach((column, tally) -> all.add(new ValueCounts(column, tally.counts(MOST_VALUES))));
    words.forEach((column, tally) -> all.add(new ValueCounts(column, tally.counts(MOST_VALUES))));
    return all;
  }
}
