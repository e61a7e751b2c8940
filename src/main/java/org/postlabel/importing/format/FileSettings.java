package org.postlabel.importing.format;

import java.nio.charset.Charset;

/**
 * What a user has said of files, where it is not to be found from their first rows.
 *
 * @param separatorOrNull between the cells of CSV; null means to find it
 * @param quotesOrNull how quotes in the cells of CSV are written; null means to find it
 * @param encodingOrNull of the characters; null means to find it
 */
public record FileSettings(
    Character separatorOrNull, CsvQuotes quotesOrNull, Charset encodingOrNull) {
  /** Nothing is said. */
  public static final FileSettings NONE = new FileSettings(null, null, null);
}
