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
 */
public record LabelTable(
    String name, Map<String, String> attributeByColumn, Map<String, Kind> kindByColumn)
    implements Serializable {
  /** PostgreSQL cuts off what is longer. */
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,62}");

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

  public LabelTable {
    attributeByColumn = Collections.unmodifiableMap(new LinkedHashMap<>(attributeByColumn));
    kindByColumn = Map.copyOf(kindByColumn);
    requireIdentifier(name);
    attributeByColumn.keySet().forEach(LabelTable::requireIdentifier);
    if (!kindByColumn.keySet().equals(attributeByColumn.keySet())) {
      throw new IllegalArgumentException("every column of " + name + " needs a kind");
    }
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
    return new LabelTable(other, attributeByColumn, kindByColumn);
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

  private static void requireIdentifier(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a table or column: " + name);
    }
  }
}
