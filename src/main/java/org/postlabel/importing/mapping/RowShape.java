package org.postlabel.importing.mapping;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One kind of row and the post in it.
 *
 * @param columns what makes the value of each
 * @param only the values that a field must have for the row to be of this kind
 * @param without the fields that a row of this kind does not have
 */
public record RowShape(
    Map<Column, Template> columns, Map<String, Set<String>> only, Set<String> without) {
  public RowShape {
    columns = Map.copyOf(columns);
  }

  static RowShape of(Map<Column, Template> columns) {
    return new RowShape(columns, Map.of(), Set.of());
  }

  RowShape onlyWhere(String field, String... values) {
    Map<String, Set<String>> all = new HashMap<>(only);
    all.put(field, Set.of(values));
    return new RowShape(columns, all, without);
  }

  RowShape without(String... fields) {
    return new RowShape(columns, only, Set.of(fields));
  }

  /** This one with {@code others} in place of its own. */
  RowShape with(Map<Column, Template> others) {
    EnumMap<Column, Template> all = new EnumMap<>(columns);
    all.putAll(others);
    return new RowShape(all, only, without);
  }

  /** This one as far as the table has {@code known}. */
  RowShape among(Set<Column> known) {
    EnumMap<Column, Template> some = new EnumMap<>(columns);
    some.keySet().retainAll(known);
    return new RowShape(some, only, without);
  }

  /** The fields that make uri and text. */
  public Set<String> requiredFields() {
    Set<String> fields = new LinkedHashSet<>();
    for (Column column : List.of(Column.URI, Column.TEXT)) {
      fields.addAll(columns.get(column).fields());
    }
    return fields;
  }

  /** All fields that it looks at. */
  Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>(only.keySet());
    fields.addAll(without);
    columns.values().forEach(template -> fields.addAll(template.fields()));
    return fields;
  }

  /** Whether {@code row} is of this kind and has a uri and a text. */
  boolean fits(Map<String, FieldValue> row) {
    return without.stream().noneMatch(row::containsKey)
        && only.entrySet().stream().allMatch(rule -> has(row, rule.getKey(), rule.getValue()))
        && isText(columns.get(Column.URI).valueOrNull(row))
        && isText(columns.get(Column.TEXT).valueOrNull(row));
  }

  private static boolean has(Map<String, FieldValue> row, String field, Set<String> values) {
    FieldValue value = row.get(field);
    return value != null && value.textOrNull() != null && values.contains(value.textOrNull());
  }

  private static boolean isText(FieldValue valueOrNull) {
    return valueOrNull != null && valueOrNull.textOrNull() != null && valueOrNull.shape().isEmpty();
  }
}
