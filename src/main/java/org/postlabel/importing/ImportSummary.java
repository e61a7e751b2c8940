package org.postlabel.importing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;

/**
 * What became of the rows of all files: {@code read = added + updated + bad}. A row is an update
 * when its uri was in the table already or came earlier in a file. The columns that were not taken
 * are listed by file, in the order of the files; files without such columns are left out.
 */
public record ImportSummary(
    long added, long updated, long bad, Map<String, SortedSet<String>> ignoredColumns) {
  public ImportSummary {
    ignoredColumns = Collections.unmodifiableMap(new LinkedHashMap<>(ignoredColumns));
  }

  /** Rows that were read, good and bad; blank lines and headers are not rows. */
  public long read() {
    return written() + bad;
  }

  /** Rows that are in the table now, unless a later row with their uri replaced them. */
  public long written() {
    return added + updated;
  }
}
