package org.postlabel.report.labels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.report.labels.LabelOverview.ValueCounts;

/** Counts the booleans, words and whole numbers of labels as rows stream by. Not thread-safe. */
final class ValueTally {
  private static final int MOST_VALUES = 20;

  private final Map<String, NameTally> tallyByColumn = new LinkedHashMap<>();
  private final List<String> truths;

  ValueTally(LabelTable table) {
    truths = table.columnsOf(Kind.TRUTH);
    truths.forEach(column -> tallyByColumn.put(column, new NameTally()));
    table.columnsOf(Kind.WORD).forEach(column -> tallyByColumn.put(column, new NameTally()));
    table.columnsOf(Kind.COUNT).forEach(column -> tallyByColumn.put(column, new NameTally()));
  }

  /** The columns that a row must have. */
  List<String> columns() {
    return List.copyOf(tallyByColumn.keySet());
  }

  void add(ResultSet row) throws SQLException {
    for (Map.Entry<String, NameTally> column : tallyByColumn.entrySet()) {
      column.getValue().add(value(row, column.getKey()), true);
    }
  }

  /** SQLite keeps a boolean as a number. */
  private String value(ResultSet row, String column) throws SQLException {
    if (!truths.contains(column)) {
      return row.getString(column);
    }
    boolean isTrue = row.getBoolean(column);
    return row.wasNull() ? null : Boolean.toString(isTrue);
  }

  List<ValueCounts> counts() {
    List<ValueCounts> all = new ArrayList<>();
    tallyByColumn.forEach(
        (column, tally) -> all.add(new ValueCounts(column, tally.counts(MOST_VALUES))));
    return all;
  }
}
