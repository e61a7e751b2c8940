package org.postlabel.scorer.classifier;

import static java.util.Locale.ROOT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;

/** The table of labels: a column of scores for each label of the model. */
final class ClassifierLabels {
  static final String TABLE = "classifier_labels";

  /** Attributes that no label is named like. */
  static final String MODEL = "(model)";

  static final String TOP_LABEL = "(top label)";
  static final String OTHER = "(other labels)";

  private static final int LONGEST_COLUMN = 63;
  private static final String PREFIX = "label_";

  private ClassifierLabels() {}

  /**
   * The table of a model with {@code labels}.
   *
   * @throws IllegalArgumentException when two of them would share a column
   */
  static LabelTable table(List<String> labels) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Map<String, Kind> kinds = new LinkedHashMap<>();
    add("model", MODEL, Kind.WORD, attributes, kinds);
    add("top_label", TOP_LABEL, Kind.WORD, attributes, kinds);
    List<String> taken = new LabelTable(TABLE, attributes, kinds).columns();
    for (String label : labels) {
      String column = column(label, taken);
      if (attributes.containsKey(column)) {
        throw new IllegalArgumentException(
            "two labels of the classifier would be in the column %s: name them with --classifierLabels"
                .formatted(column));
      }
      add(column, label, Kind.SCORE, attributes, kinds);
    }
    add("other_labels", OTHER, Kind.TEXT, attributes, kinds);
    return new LabelTable(TABLE, attributes, kinds);
  }

  private static String column(String label, List<String> taken) {
    String plain = label.toLowerCase(ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    boolean isPlain =
        plain.matches("[a-z].*") && !taken.contains(plain) && !plain.equals("other_labels");
    String column = isPlain ? plain : PREFIX + plain;
    return column.substring(0, Math.min(LONGEST_COLUMN, column.length()));
  }

  private static void add(
      String column,
      String attribute,
      Kind kind,
      Map<String, String> attributes,
      Map<String, Kind> kinds) {
    attributes.put(column, attribute);
    kinds.put(column, kind);
  }
}
