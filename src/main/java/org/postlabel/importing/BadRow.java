package org.postlabel.importing;

import org.postlabel.importing.format.RawRows;

/**
 * A row that was not imported. It names the file as the user did, the line on which the row begins
 * (the first line is 1) and why; it never quotes the row, which may be private.
 */
public record BadRow(String file, long line, String cause) {
  /** Whether its bytes are not UTF-8. */
  public boolean isNotUtf8() {
    return cause.equals(RawRows.NOT_UTF_8);
  }

  @Override
  public String toString() {
    return file + ":" + line + ": " + cause;
  }
}
