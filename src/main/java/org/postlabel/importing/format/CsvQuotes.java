package org.postlabel.importing.format;

import java.util.Locale;

/** How a quote in a cell of CSV is written. */
public enum CsvQuotes {
  /** As two: RFC 4180. */
  DOUBLED,
  BACKSLASH,
  /** As it is: no cell is quoted, and none holds a separator or the end of a line. */
  NONE;

  /**
   * The one that {@code --quoteEscape} names.
   *
   * @throws IllegalArgumentException with one line when there is none
   */
  public static CsvQuotes named(String option) {
    for (CsvQuotes quotes : values()) {
      if (quotes.name().toLowerCase(Locale.ROOT).equals(option)) {
        return quotes;
      }
    }
    throw new IllegalArgumentException(
        "--quoteEscape must be doubled, backslash or none, was " + option);
  }
}
