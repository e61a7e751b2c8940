package org.postlabel.importing;

/** One row before it is parsed: the line on which it begins, and its characters or its fault. */
record RawRow(long line, String textOrNull, String faultOrNull) {
  static RawRow of(long line, String text) {
    return new RawRow(line, text, null);
  }

  static RawRow broken(long line, String fault) {
    return new RawRow(line, null, fault);
  }

  boolean isBlank() {
    return textOrNull != null && textOrNull.isBlank();
  }

  /** The characters. */
  String text() throws BadRowException {
    if (faultOrNull != null) {
      throw new BadRowException(faultOrNull);
    }
    return textOrNull;
  }
}
