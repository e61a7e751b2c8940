package org.postlabel.export;

import java.io.IOException;
import java.util.List;

/** Writes rows of one export in one format. Not thread-safe. */
interface RowWriter extends AutoCloseable {
  /** Writes {@code values}, one for each column, of the types that {@link Column.Kind} names. */
  void write(List<Object> values) throws IOException;

  /** Completes the output, and closes it. */
  @Override
  void close() throws IOException;
}
