package org.postlabel.importing.format;

/** How a quote in a cell of CSV is written. */
public enum CsvQuotes {
  /** As two: RFC 4180. */
  DOUBLED,
  BACKSLASH,
  /** As it is: no cell is quoted, and none holds a separator or the end of a line. */
  NONE
}
