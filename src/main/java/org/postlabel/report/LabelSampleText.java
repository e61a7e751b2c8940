package org.postlabel.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import org.postlabel.database.Database;
import org.postlabel.output.Excerpt;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;

/** A few labelled posts with their values, to show what labels look like. */
public final class LabelSampleText {
  private static final int POSTS = 5;
  private static final int WIDTH = 88;

  private LabelSampleText() {}

  /** For each post its text and what its label holds. */
  public static List<String> lines(Database database, LabelTable table) {
    List<String> columns =
        table.attributeByColumn().keySet().stream()
            .filter(column -> table.kindByColumn().get(column) != Kind.TEXT)
            .toList();
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT text, %s FROM %s WHERE was_successfully_labeled ORDER BY uri LIMIT %d"
                            .formatted(String.join(", ", columns), table.name(), POSTS))
                    .map(
                        (row, context) -> {
                          StringBuilder label = new StringBuilder();
                          for (String column : columns) {
                            String value = row.getString(column);
                            label.append(label.length() == 0 ? "" : "  ");
                            label.append(column.toLowerCase(Locale.ROOT)).append('=').append(value);
                          }
                          return Excerpt.line(row.getString("text"), WIDTH, " ...")
                              + "\n    "
                              + label;
                        })
                    .list())
        .stream()
        .collect(joining("\n"))
        .lines()
        .toList();
  }
}
