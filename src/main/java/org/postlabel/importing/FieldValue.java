package org.postlabel.importing;

/**
 * One value of a row.
 *
 * @param textOrNull its characters; null when it is a list, an object or a boolean
 * @param shape how it looks, without what it says
 */
record FieldValue(String textOrNull, boolean isNumber, String shape) {
  static FieldValue of(String text) {
    return new FieldValue(text, false, "");
  }

  static FieldValue ofNumber(String text) {
    return new FieldValue(text, true, "");
  }

  static FieldValue other(String shape) {
    return new FieldValue(null, false, shape);
  }
}
