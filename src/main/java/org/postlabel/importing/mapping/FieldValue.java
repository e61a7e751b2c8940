package org.postlabel.importing.mapping;

/**
 * One value of a row.
 *
 * @param textOrNull its characters; null when it is a list, an object or a boolean
 * @param shape how it looks, without what it says
 */
public record FieldValue(String textOrNull, boolean isNumber, String shape) {
  public static FieldValue of(String text) {
    return new FieldValue(text, false, "");
  }

  public static FieldValue ofNumber(String text) {
    return new FieldValue(text, true, "");
  }

  public static FieldValue other(String shape) {
    return new FieldValue(null, false, shape);
  }
}
