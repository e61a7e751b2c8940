package org.postlabel.importing.mapping;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/** Which fields make which columns, as {@code uri=id_str,text=full_text}. */
public final class PostColumns {
  private PostColumns() {}

  /**
   * Parses the value of {@code --postColumns}.
   *
   * @throws IllegalArgumentException with one line when it cannot be parsed
   */
  public static Map<Column, Template> of(String option) {
    Map<String, Column> names = Column.byName(EnumSet.allOf(Column.class));
    Map<Column, Template> columns = new EnumMap<>(Column.class);
    for (String pair : option.split(",(?![^{]*})", -1)) {
      String[] sides = Arrays.stream(pair.split("=", 2)).map(String::strip).toArray(String[]::new);
      if (sides.length < 2 || sides[1].isEmpty()) {
        throw new IllegalArgumentException(
            "--postColumns must be like uri=id_str,text=full_text, was '" + option + "'");
      }
      Column column = names.get(sides[0]);
      if (column == null) {
        throw new IllegalArgumentException(
            "--postColumns knows %s, was '%s'"
                .formatted(
                    String.join(", ", Arrays.stream(Column.values()).map(Column::sqlName).toList()),
                    sides[0]));
      }
      if (columns.put(column, Template.of(sides[1])) != null) {
        throw new IllegalArgumentException("--postColumns names " + sides[0] + " more than once");
      }
    }
    return columns;
  }
}
