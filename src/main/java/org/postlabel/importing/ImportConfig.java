package org.postlabel.importing;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.postlabel.importing.format.CsvQuotes;
import org.postlabel.importing.format.FileSettings;
import org.postlabel.importing.mapping.Mapping;
import org.postlabel.importing.mapping.PostColumns;
import org.postlabel.importing.mapping.PostFormat;
import org.postlabel.options.EnumOption;
import org.postlabel.output.CsvSeparator;

/**
 * How files of posts are read.
 *
 * @param allowsRoundedIds whether ids that look rounded are imported all the same
 * @param files what is said of the files
 * @param formatOrNull what the rows are; null means posts
 * @param postColumnsOrNull which fields make which columns; null means those of their names
 */
public record ImportConfig(
    boolean allowsRoundedIds, FileSettings files, String formatOrNull, String postColumnsOrNull) {
  public ImportConfig {
    mapping(formatOrNull, postColumnsOrNull);
  }

  /** What holds when no option is given. */
  public static final ImportConfig DEFAULT = new ImportConfig(false, FileSettings.NONE, null, null);

  /**
   * The options, parsed.
   *
   * @throws IllegalArgumentException with one line when one is not understood
   */
  public static ImportConfig from(ImportOptions options) {
    return new ImportConfig(
        options.getAllowRoundedIds(),
        new FileSettings(
            separatorOrNull(options.getSeparator()),
            quotesOrNull(options.getQuoteEscape()),
            encodingOrNull(options.getEncoding())),
        options.getFormat(),
        options.getPostColumns());
  }

  /** How rows become posts. */
  Mapping mapping() {
    return mapping(formatOrNull, postColumnsOrNull);
  }

  private static Mapping mapping(String formatOrNull, String postColumnsOrNull) {
    return Mapping.of(
        formatOrNull == null ? null : PostFormat.named(formatOrNull),
        postColumnsOrNull == null ? Map.of() : PostColumns.of(postColumnsOrNull));
  }

  private static Character separatorOrNull(String option) {
    return option == null ? null : CsvSeparator.of(option);
  }

  private static CsvQuotes quotesOrNull(String option) {
    return option == null
        ? null
        : EnumOption.of("--quoteEscape", option, List.of(CsvQuotes.values()));
  }

  private static Charset encodingOrNull(String option) {
    try {
      return option == null ? null : Charset.forName(option);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--encoding must be one that Java has, such as UTF-8, windows-1252 or UTF-16LE, was "
              + option,
          e);
    }
  }
}
