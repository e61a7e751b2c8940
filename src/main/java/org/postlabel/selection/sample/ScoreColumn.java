package org.postlabel.selection.sample;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;

/** A column of scores of a table of labels. */
public record ScoreColumn(String table, String column) implements Serializable {
  private static final String NAME = "[a-z][a-z0-9_]*";

  private static final String OF_POST =
      "s.uri = p.uri AND s.text = p.text AND s.was_successfully_labeled";

  private static final Set<Integer> NUMBERS =
      Set.of(Types.DOUBLE, Types.REAL, Types.FLOAT, Types.NUMERIC, Types.DECIMAL);

  public ScoreColumn {
    if (!table.matches(NAME) || !column.matches(NAME)) {
      throw new IllegalArgumentException("no column of a table of labels: " + table + "." + column);
    }
  }

  /** Whether {@code word} is a table and a column with a dot between. */
  static boolean isOne(String word) {
    return word.matches(NAME + "\\." + NAME);
  }

  /**
   * The column that {@code word} names, as in perspective_api_labels.prob_toxic.
   *
   * @throws IllegalArgumentException with one line that names {@code option}
   */
  public static ScoreColumn of(String option, String word) {
    if (!isOne(word)) {
      throw new IllegalArgumentException(
          "%s must be a table of labels and its column, such as perspective_api_labels.prob_toxic, was %s"
              .formatted(option, word));
    }
    int dot = word.indexOf('.');
    return new ScoreColumn(word.substring(0, dot), word.substring(dot + 1));
  }

  /**
   * Refuses a column that is not there, or that holds no numbers.
   *
   * @throws IllegalArgumentException with one line
   */
  public void require(Connection connection) throws SQLException {
    try (ResultSet columns = connection.getMetaData().getColumns(null, null, table, column)) {
      while (columns.next()) {
        if (NUMBERS.contains(columns.getInt("DATA_TYPE"))) {
          return;
        }
      }
    }
    throw new IllegalArgumentException(
        "there is no column of scores %s in the database".formatted(this));
  }

  /**
   * An expression for the score of the post {@code p}: NULL where it has none, or its label is of
   * another text. For some posts; for all of them a join is faster.
   */
  public String ofPost() {
    return "(SELECT s.%s FROM %s s WHERE %s)".formatted(column, table, OF_POST);
  }

  /** All {@code posts} with the score of each, as the relation {@code p} and {@link #joined()}. */
  public String joinedTo(String posts) {
    return "%s AS p LEFT JOIN %s AS s ON %s".formatted(posts, table, OF_POST);
  }

  /** The score in what {@link #joinedTo} gives. */
  public String joined() {
    return "s." + column;
  }

  @Override
  public String toString() {
    return table + "." + column;
  }
}
