package org.postlabel.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postlabel.database.Database;

/**
 * What is exported from where to where, checked.
 *
 * @param fileOrNull null means standard output
 * @param rawText whether CSV holds texts as they are
 */
public record ExportConfig(
    Database database,
    LabelSelection selection,
    Path fileOrNull,
    Format format,
    boolean overwrites,
    boolean rawText) {
  private static final String STANDARD_OUTPUT = "-";

  public ExportConfig {
    if (format == Format.PARQUET && fileOrNull == null) {
      throw new IllegalArgumentException(
          "--format=parquet needs a file: ./pipeline export labels.parquet");
    }
    if (format == Format.PARQUET && isCompressed(fileOrNull)) {
      throw new IllegalArgumentException(
          "Parquet is compressed already; leave out .gz, was " + fileOrNull);
    }
  }

  /**
   * Checks the words and options of a command.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public static ExportConfig from(List<String> words, ExportOptions options) {
    if (words.size() > 1) {
      throw new IllegalArgumentException("export takes one file, was " + words);
    }
    String file = words.isEmpty() ? STANDARD_OUTPUT : words.get(0);
    boolean isFile = !file.equals(STANDARD_OUTPUT);
    return new ExportConfig(
        Database.from(options),
        LabelSelection.from(options),
        isFile ? Path.of(file) : null,
        options.getFormat() != null
            ? org.postlabel.output.Format.of(options.getFormat(), List.of(Format.values()))
            : isFile ? Format.ofEnding(file) : Format.CSV,
        options.getOverwrite(),
        options.getRawText());
  }

  /** The file to write; empty when it is standard output. */
  public Optional<Path> file() {
    return Optional.ofNullable(fileOrNull);
  }

  /** Whether the file is gzip, by its name. */
  boolean isCompressed() {
    return fileOrNull != null && isCompressed(fileOrNull);
  }

  private static boolean isCompressed(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }
}
