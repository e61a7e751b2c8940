package org.postlabel.export;

import java.util.Locale;
import org.postlabel.output.CsvSeparator;

/**
 * How CSV is written.
 *
 * @param hasMark whether it begins with a byte order mark
 * @param rawText whether texts stand as they are, formulas and NUL included
 */
record CsvStyle(char separator, boolean hasMark, boolean rawText) {
  static final CsvStyle PLAIN = new CsvStyle(',', false, false);

  /** What a number is written with, which has no quotes. */
  private static final String IN_NUMBERS = "0123456789.+-E";

  CsvStyle {
    if (IN_NUMBERS.indexOf(separator) >= 0) {
      throw new IllegalArgumentException(
          "--separator must be no character of numbers, was " + separator);
    }
  }

  /**
   * Reads the options of CSV.
   *
   * @throws IllegalArgumentException also when {@code format} has no use for them
   */
  static CsvStyle from(ExportOptions options, Format format) {
    if (format != Format.CSV && (options.getBom() || options.getSeparator() != null)) {
      throw new IllegalArgumentException(
          "--bom and --separator are for CSV; leave them out with --format="
              + format.name().toLowerCase(Locale.ROOT));
    }
    return new CsvStyle(
        options.getSeparator() == null ? PLAIN.separator : CsvSeparator.of(options.getSeparator()),
        options.getBom(),
        options.getRawText());
  }
}
