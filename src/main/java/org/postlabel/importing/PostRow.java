package org.postlabel.importing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.EnumMap;
import java.util.Map;
import org.postlabel.database.Dialect;

/**
 * The columns that one row gives. An empty value is no value, except for the text. Strings are kept
 * as they are; they are refused only when no UTF-8 can stand for them.
 */
final class PostRow {
  /** Longer than any count; parsing a number of a million digits takes minutes. */
  private static final int MAX_COUNT_LENGTH = 40;

  private final EnumMap<Column, Object> values = new EnumMap<>(Column.class);
  private int size;

  void give(Column column, String value) throws BadRowException {
    if (value.isEmpty() && column != Column.TEXT) {
      return;
    }
    requireUnicode(column, value);
    if (values.put(column, typed(column, value)) != null) {
      throw new BadRowException(column.sqlName() + " is given twice");
    }
    size += value.length();
  }

  /** This row when it has all that a post needs. */
  PostRow complete() throws BadRowException {
    if (!values.containsKey(Column.URI) || uri().isBlank()) {
      throw new BadRowException("uri is missing or blank");
    }
    if (!values.containsKey(Column.TEXT)) {
      throw new BadRowException("text is missing");
    }
    return this;
  }

  /** This row as {@code dialect} holds it. */
  PostRow fitTo(Dialect dialect) throws BadRowException {
    for (Map.Entry<Column, Object> value : values.entrySet()) {
      String name = value.getKey().sqlName();
      if (value.getValue() instanceof String text && !dialect.takes(text)) {
        throw new BadRowException(name + " has a NUL character, which this database cannot hold");
      }
      if (value.getKey().kind() == Column.Kind.TIMESTAMP) {
        try {
          value.setValue(dialect.timestamp((String) value.getValue()));
        } catch (DateTimeException e) {
          throw new BadRowException(name + " is not a time such as 2024-05-09T20:47:02Z");
        }
      }
    }
    return this;
  }

  /** Takes over what a later row with the same uri gives and keeps the rest. */
  PostRow updatedBy(PostRow later) {
    values.putAll(later.values);
    size += later.size;
    return this;
  }

  String uri() {
    return (String) values.get(Column.URI);
  }

  /** A string, a {@code Long} for a count, what the dialect makes of a time, or null. */
  Object value(Column column) {
    return values.get(column);
  }

  /** About how many characters this row holds. */
  int size() {
    return size;
  }

  private static Object typed(Column column, String value) throws BadRowException {
    return switch (column.kind()) {
      case STRING, TIMESTAMP -> value;
      case COUNT -> count(column, value);
    };
  }

  private static Long count(Column column, String value) throws BadRowException {
    if (value.length() <= MAX_COUNT_LENGTH) {
      try {
        return new BigDecimal(value.strip()).longValueExact();
      } catch (ArithmeticException | NumberFormatException notWhole) {
        throw notACount(column);
      }
    }
    throw notACount(column);
  }

  private static BadRowException notACount(Column column) {
    return new BadRowException(column.sqlName() + " is not a whole number");
  }

  private static void requireUnicode(Column column, String value) throws BadRowException {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i))) {
        if (Character.charCount(value.codePointAt(i)) == 1) {
          throw new BadRowException(
              column.sqlName() + " has an unpaired surrogate, which no UTF-8 can stand for");
        }
        i++;
      }
    }
  }
}
