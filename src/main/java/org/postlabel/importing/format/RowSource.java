package org.postlabel.importing.format;

import java.io.IOException;

/** Rows before they are parsed. */
public interface RowSource extends AutoCloseable {
  /** The next row that is not blank, or null at the end. */
  RawRows.Row next() throws IOException;

  /** The line that is being read. */
  long line();

  @Override
  default void close() {}
}
