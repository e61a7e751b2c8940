package org.postlabel.comparison.pairs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.postlabel.post.LabelTable.Scale;

/** One of the two that are compared: scores in a table of labels, or in the ledger. */
interface Side {
  /** The table, or the scorer ID. */
  String name();

  /** The label table; empty for a scorer ID of the ledger. */
  default Optional<String> labelTable() {
    return hasPosts() ? Optional.of(table()) : Optional.empty();
  }

  /** The column of the time at which a score was made. */
  String timeColumn();

  /** The columns of numbers that it has, in their order. */
  List<String> columns();

  /** The column that was typed; empty when the whole side was. */
  Optional<String> chosen();

  /** What the numbers of its columns are, where that is known. */
  Map<String, Scale> scaleByColumn();

  /** The table that is read. */
  String table();

  /** Whether rows are posts with a uri and a text; otherwise they are texts with a hash alone. */
  boolean hasPosts();

  /** What has to be selected to read {@code columns}, from the table as {@code alias}. */
  List<String> selected(String alias, List<String> columns);

  /** What holds for rows with scores; a question mark in it stands for {@link #parameters}. */
  String condition(String alias);

  List<Object> parameters();

  /** Reads what was selected from {@code place} on, NaN for what was not scored. */
  double[] read(ResultSet row, int place, List<String> columns) throws SQLException;

  /** How many rows have a number in each of {@code columns}. */
  Map<String, Long> scored(Handle handle, List<String> columns);

  /** The texts by uri, or by text hash, of some rows; those that are not known are missing. */
  Map<String, String> texts(Handle handle, List<String> keys);
}
