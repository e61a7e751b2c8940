package org.postlabel.importing.mapping;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.postlabel.database.Dialect;

/**
 * The columns that one row gives. An empty value is no value, except for the text. A uri and a text
 * are kept as they are, and refused when no UTF-8 can stand for them; what an optional column
 * cannot hold is left out, and its shape kept.
 */
public final class PostRow {
  /** What keeps spreadsheets from reading an id as a number: {@code ="1294030472427835393"}. */
  private static final Pattern FORMULA = Pattern.compile("^=\"([^\"]*)\"$");

  private final EnumMap<Column, Object> values = new EnumMap<>(Column.class);
  private final EnumMap<Column, String> leftOut = new EnumMap<>(Column.class);
  private int size;

  void give(Column column, String given) throws BadRowException {
    String value = column == Column.TEXT ? given : FORMULA.matcher(given).replaceFirst("$1");
    if (column.isRequired()) {
      giveRequired(column, value);
    } else if (!OptionalValue.isMissing(value)) {
      OptionalValue.of(column, value)
          .ifPresentOrElse(
              fitting -> values.put(column, fitting),
              () -> leaveOut(column, OptionalValue.shape(value)));
      size += value.length();
    }
  }

  private void giveRequired(Column column, String value) throws BadRowException {
    if (value.isEmpty() && column != Column.TEXT) {
      return;
    }
    if (!OptionalValue.isUnicode(value)) {
      throw new BadRowException(
          column.sqlName() + " has an unpaired surrogate, which no UTF-8 can stand for");
    }
    if (values.put(column, value) != null) {
      throw new BadRowException(column.sqlName() + " is given twice");
    }
    size += value.length();
  }

  /** Says that {@code column}, which is optional, was given as something of this shape. */
  void leaveOut(Column column, String shape) {
    values.remove(column);
    leftOut.put(column, shape);
  }

  /** The shapes of the values that were left out, by column. */
  public Map<Column, String> leftOut() {
    return leftOut;
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
  public PostRow fitTo(Dialect dialect) throws BadRowException {
    for (Column column : Set.copyOf(values.keySet())) {
      if (column.kind() == Column.Kind.TIMESTAMP) {
        values.put(column, dialect.timestamp((String) values.get(column)));
      } else if (values.get(column) instanceof String text && !dialect.takes(text)) {
        if (column.isRequired()) {
          throw new BadRowException(
              column.sqlName() + " has a NUL character, which this database cannot hold");
        }
        leaveOut(column, "a NUL character");
      }
    }
    return this;
  }

  /** Takes over what a later row with the same uri gives and keeps the rest. */
  public PostRow updatedBy(PostRow later) {
    values.putAll(later.values);
    size += later.size;
    return this;
  }

  public String uri() {
    return (String) values.get(Column.URI);
  }

  /** A string, a {@code Long} for a count, what the dialect makes of a time, or null. */
  public Object value(Column column) {
    return values.get(column);
  }

  /** About how many characters this row holds. */
  public int size() {
    return size;
  }
}
