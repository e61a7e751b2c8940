package org.postlabel.post;

import static java.util.stream.Collectors.toMap;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a scorer's labels go: a table, the attribute that fills each of its columns of scores, in
 * the table's order, and what a column holds. Several columns may take one attribute.
 *
 * @param scaleByColumn of columns of numbers; a column without one has no stated scale
 */
public record LabelTable(
    String name,
    Map<String, String> attributeByColumn,
    Map<String, Kind> kindByColumn,
    Map<String, Scale> scaleByColumn)
    implements Serializable {
  /** PostgreSQL cuts off what is longer. */
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** The column that says how often the text was judged; NULL means once. */
  public static final String JUDGEMENTS = "judgements";

  /** The column that says how far several judgements agree. */
  public static final String AGREEMENT = "agreement";

  /** The columns of labels that several judgements make, which a table may get later. */
  public static final List<String> OF_JUDGEMENTS = List.of(JUDGEMENTS, AGREEMENT);

  private static final List<String> FIRST =
      List.of("uri", "text", "was_successfully_labeled", "reason", "label_timestamp");
  private static final List<String> LAST = List.of("text_hash", "scorer_id", "run_id");

  /** What a column of scores holds. */
  public enum Kind {
    /** A number. */
    SCORE,
    /** A whole number. */
    COUNT,
    /** True or false. */
    TRUTH,
    /** One of a few words. */
    WORD,
    /** Words of the provider's own. */
    TEXT;

    /** Whether values are numbers. */
    public boolean isNumber() {
      return this == SCORE || this == COUNT;
    }
  }

  /** What the numbers of a column are. Those of different scales never share a column. */
  public enum Scale {
    /** As the provider says: of texts with the score .8, eight in ten have the property. */
    CALIBRATED_PROBABILITY("calibrated probability"),
    /** Between 0 and 1; the provider does not say that it is calibrated. */
    CONFIDENCE("confidence, not stated to be calibrated"),
    /** The sigmoid of a model's output, of each label on its own. */
    SIGMOID("sigmoid"),
    /** A share of 1 that labels which exclude each other have. */
    SOFTMAX_SHARE("softmax share"),
    /** A model's output as it is, of any size. */
    RAW_OUTPUT("raw output"),
    /** One of a few levels in an order. */
    ORDINAL("ordinal level"),
    /** What a language model was told to estimate. */
    RATING("rating by a language model");

    private final String inWords;

    Scale(String inWords) {
      this.inWords = inWords;
    }

    /** For people. */
    public String inWords() {
      return inWords;
    }
  }

  public LabelTable {
    attributeByColumn = Collections.unmodifiableMap(new LinkedHashMap<>(attributeByColumn));
    kindByColumn = Map.copyOf(kindByColumn);
    scaleByColumn = Map.copyOf(scaleByColumn);
    requireIdentifier(name);
    attributeByColumn.keySet().forEach(LabelTable::requireIdentifier);
    if (!kindByColumn.keySet().equals(attributeByColumn.keySet())) {
      throw new IllegalArgumentException("every column of " + name + " needs a kind");
    }
    for (String column : scaleByColumn.keySet()) {
      if (!kindByColumn.containsKey(column) || !kindByColumn.get(column).isNumber()) {
        throw new IllegalArgumentException("no column of numbers of " + name + ": " + column);
      }
    }
  }

  /** A table of which no column has a stated scale. */
  public LabelTable(
      String name, Map<String, String> attributeByColumn, Map<String, Kind> kindByColumn) {
    this(name, attributeByColumn, kindByColumn, Map.of());
  }

  /** The same, with the scale of all columns of scores that have none. */
  public LabelTable withScale(Scale scale) {
    Map<String, Scale> scales = new LinkedHashMap<>();
    columnsOf(Kind.SCORE).forEach(column -> scales.put(column, scale));
    scales.putAll(scaleByColumn);
    return new LabelTable(name, attributeByColumn, kindByColumn, scales);
  }

  /** A table of numbers. */
  public LabelTable(String name, Map<String, String> attributeByColumn) {
    this(
        name,
        attributeByColumn,
        attributeByColumn.keySet().stream().collect(toMap(column -> column, unused -> Kind.SCORE)));
  }

  /**
   * The same columns in the table {@code other}.
   *
   * @throws IllegalArgumentException when that is no plain SQL identifier
   */
  public LabelTable named(String other) {
    return new LabelTable(other, attributeByColumn, kindByColumn, scaleByColumn);
  }

  /** The same, and last the columns of labels that several judgements make. */
  public LabelTable withJudgements() {
    Map<String, String> attributes = new LinkedHashMap<>(attributeByColumn);
    OF_JUDGEMENTS.forEach(column -> attributes.put(column, column));
    Map<String, Kind> kinds = new LinkedHashMap<>(kindByColumn);
    kinds.put(JUDGEMENTS, Kind.COUNT);
    kinds.put(AGREEMENT, Kind.SCORE);
    return new LabelTable(name, attributes, kinds, scaleByColumn);
  }

  /** Whether {@code column} is one that every table of labels has. */
  public static boolean isInEveryTable(String column) {
    return FIRST.contains(column) || LAST.contains(column);
  }

  /** All columns in the table's order, with those that every table of labels has. */
  public List<String> columns() {
    return Stream.of(FIRST, attributeByColumn.keySet(), LAST).flatMap(Collection::stream).toList();
  }

  /** The columns that hold {@code kind}, in the table's order. */
  public List<String> columnsOf(Kind kind) {
    return attributeByColumn.keySet().stream()
        .filter(column -> kindByColumn.get(column) == kind)
        .toList();
  }

  /** The columns whose numbers are of {@code scale}, in the table's order. */
  public List<String> columnsOf(Scale scale) {
    return attributeByColumn.keySet().stream()
        .filter(column -> scaleByColumn.get(column) == scale)
        .toList();
  }

  private static void requireIdentifier(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a table or column: " + name);
    }
  }
}
