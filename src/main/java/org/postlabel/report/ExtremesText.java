package org.postlabel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postlabel.database.Database;
import org.postlabel.output.Excerpt;

/** The posts with the highest scores of two attributes, to show what labels mean. */
public final class ExtremesText {
  private static final int POSTS = 4;
  private static final int WIDTH = 72;

  private ExtremesText() {}

  /** The most toxic and the most respectful posts, a line each. */
  public static List<String> lines(Database database) {
    List<String> lines = new ArrayList<>();
    lines.add("Most toxic (emulated scores)");
    lines.addAll(top(database, "prob_toxic"));
    lines.add("Most respectful (emulated scores)");
    lines.addAll(top(database, "prob_respect"));
    return lines;
  }

  private static List<String> top(Database database, String column) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT text, MAX(%1$s) AS score FROM perspective_api_labels WHERE %1$s IS NOT NULL"
                                .formatted(column)
                            + " GROUP BY text ORDER BY score DESC LIMIT "
                            + POSTS)
                    .map(
                        (row, context) ->
                            String.format(
                                Locale.ROOT,
                                "  %.3f  %s",
                                row.getDouble("score"),
                                Excerpt.line(row.getString("text"), WIDTH, " ...")))
                    .list());
  }
}
