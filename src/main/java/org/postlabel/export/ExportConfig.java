package org.postlabel.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postlabel.database.Database;
import org.postlabel.options.EnumOption;

/**
 * What is exported from where to where, checked.
 *
 * @param file empty means standard output
 * @param maps columns of mapped scores that are added
 */
public record ExportConfig(
    Database database,
    LabelSelection selection,
    Optional<Path> file,
    Format format,
    boolean overwrites,
    CsvStyle csv,
    List<MappedScores> maps) {
  private static final String STANDARD_OUTPUT = "-";

  public ExportConfig {
    if (format == Format.PARQUET && file.isEmpty()) {
      throw new IllegalArgumentException(
          "--format=parquet needs a file: ./pipeline export labels.parquet");
    }
    if (format == Format.PARQUET && isCompressed(file)) {
      throw new IllegalArgumentException(
          "Parquet is compressed already; leave out .gz, was " + file.get());
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
    Optional<String> file =
        words.stream().filter(name -> !name.equals(STANDARD_OUTPUT)).findFirst();
    Format format =
        options.getFormat() != null
            ? EnumOption.of("--format", options.getFormat(), List.of(Format.values()))
            : file.map(Format::ofEnding).orElse(Format.CSV);
    return new ExportConfig(
        Database.from(options),
        LabelSelection.from(options),
        file.map(Path::of),
        format,
        options.getOverwrite(),
        CsvStyle.from(options, format),
        MappedScores.read(options.getMap()));
  }

  /** Whether the file is gzip, by its name. */
  boolean isCompressed() {
    return isCompressed(file);
  }

  private static boolean isCompressed(Optional<Path> file) {
    return file.filter(path -> path.toString().toLowerCase(Locale.ROOT).endsWith(".gz"))
        .isPresent();
  }
}
