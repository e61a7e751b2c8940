package org.postlabel.selection.sample;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Ten groups of posts by score, as nearly as large as equal scores allow, which are never parted.
 *
 * @param greatest the greatest score of each group but the last, ascending
 */
record Deciles(List<Double> greatest) {
  private static final int GROUPS = 10;

  /**
   * Those of the scores in {@code column} of {@code posts}; sorted by the database, none is held
   * here.
   */
  static Deciles of(ScoreColumn column, Connection connection, String posts) throws SQLException {
    String scores =
        "SELECT %1$s AS score FROM %2$s WHERE %1$s IS NOT NULL"
            .formatted(column.joined(), column.joinedTo(posts));
    long scored = 0;
    try (PreparedStatement count =
            connection.prepareStatement("SELECT COUNT(*) FROM (" + scores + ") AS b");
        ResultSet row = count.executeQuery()) {
      row.next();
      scored = row.getLong(1);
    }
    long all = scored;
    String places =
        LongStream.range(1, GROUPS)
            .map(group -> Math.max(1, group * all / GROUPS))
            .distinct()
            .mapToObj(Long::toString)
            .collect(joining(", "));
    List<Double> greatest = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT score FROM (SELECT score, ROW_NUMBER() OVER (ORDER BY score) AS place FROM (%s) AS b) AS c WHERE place IN (%s) ORDER BY place"
                    .formatted(scores, places));
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        greatest.add(rows.getDouble(1));
      }
    }
    return new Deciles(List.copyOf(greatest));
  }

  /** The number of the group of {@code score}, from 0. */
  int groupOf(double score) {
    int group = 0;
    while (group < greatest.size() && score > greatest.get(group)) {
      group++;
    }
    return group;
  }
}
