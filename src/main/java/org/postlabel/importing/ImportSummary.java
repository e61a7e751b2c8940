package org.postlabel.importing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What became of the rows of all files: {@code read = added + updated + repeated + skipped + bad}.
 *
 * @param added rows whose uri was not in the table
 * @param updated rows whose uri was in the table before this import
 * @param repeated rows whose uri came before in this import; the last one is in the table
 * @param changed those of them whose text differs from the one before
 * @param skipped rows that hold no post and need not
 * @param bad rows that were left out
 * @param leftOut values that their optional columns cannot hold; their rows are imported without
 * @param dialects files that are not plain CSV, and how they were read
 * @param ignoredColumns the columns that were not taken, by file, in the order of the files; files
 *     without such columns are left out
 */
public record ImportSummary(
    long added,
    long updated,
    long repeated,
    long changed,
    long skipped,
    long bad,
    List<LeftOutValues> leftOut,
    List<String> dialects,
    Map<String, SortedSet<String>> ignoredColumns) {
  public ImportSummary {
    leftOut = List.copyOf(leftOut);
    dialects = List.copyOf(dialects);
    ignoredColumns = Collections.unmodifiableMap(new LinkedHashMap<>(ignoredColumns));
  }

  /** Rows that were read, good and bad; blank lines and headers are not rows. */
  public long read() {
    return written() + skipped + bad;
  }

  /** Rows that are in the table now, unless a later row with their uri replaced them. */
  public long written() {
    return posts() + repeated;
  }

  /** Posts that the import gave, each counted once. */
  public long posts() {
    return added + updated;
  }
}
