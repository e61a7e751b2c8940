package org.postlabel.importing.format;

import java.util.List;

/** The cells of one row of CSV, as many as the header has, and the line on which it begins. */
public record CsvRow(long line, List<String> cells) {
  public CsvRow {
    cells = List.copyOf(cells);
  }
}
