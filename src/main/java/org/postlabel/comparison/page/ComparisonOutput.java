package org.postlabel.comparison.page;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.comparison.CompareConfig;
import org.postlabel.comparison.CompareOptions;
import org.postlabel.comparison.Comparison;
import org.postlabel.output.Assets;
import org.postlabel.output.Format;
import org.postlabel.output.HtmlPage;
import org.postlabel.output.JsonDocument;
import org.postlabel.output.WholeFile;

/**
 * Target and format of a comparison.
 *
 * @param file empty means standard output
 */
public record ComparisonOutput(Format format, Optional<Path> file) {
  private static final String STANDARD_OUTPUT = "-";
  private static final String PAGE = "reports/comparison.html";

  public ComparisonOutput {
    if (file.filter(Files::exists).filter(path -> !Files.isRegularFile(path)).isPresent()) {
      throw new IllegalArgumentException("--output must be a file or -, was " + file.get());
    }
  }

  /**
   * Checks that nothing is overwritten that {@code config} reads.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public static ComparisonOutput from(CompareOptions options, CompareConfig config) {
    Format format = Format.of(options.getFormat(), List.of(Format.values()));
    String target =
        Optional.ofNullable(options.getOutput())
            .orElse(format == Format.HTML ? PAGE : STANDARD_OUTPUT);
    Optional<Path> file =
        Optional.of(target).filter(name -> !name.equals(STANDARD_OUTPUT)).map(Path::of);
    Optional<Path> crosswalk = Optional.ofNullable(options.getCrosswalk()).map(Path::of);
    requireApart("--output", file, config.database().file(), "the database");
    requireApart("--output", file, crosswalk, "the crosswalk");
    requireApart("--writeMap", config.mapFile(), config.database().file(), "the database");
    requireApart("--writeMap", config.mapFile(), crosswalk, "the crosswalk");
    requireApart("--writeMap", config.mapFile(), file, "the file of --output");
    return new ComparisonOutput(format, file);
  }

  private static void requireApart(
      String option, Optional<Path> file, Optional<Path> other, String otherInWords) {
    if (file.isPresent()
        && file.map(ComparisonOutput::absolute).equals(other.map(ComparisonOutput::absolute))) {
      throw new IllegalArgumentException(
          "%s must not be %s, was %s".formatted(option, otherInWords, file.get()));
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /**
   * Writes {@code comparison} to the file, or to {@code stdout}, which stays open.
   *
   * @throws IllegalArgumentException when the file cannot be written
   */
  public void write(Comparison comparison, String toolVersion, Writer stdout) throws IOException {
    if (file.isEmpty()) {
      write(comparison, toolVersion, format, stdout);
      stdout.flush();
      return;
    }
    try {
      WholeFile.write(file.get(), writer -> write(comparison, toolVersion, format, writer));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--output must be a file that can be written, was %s (%s)"
              .formatted(file.get(), e.getMessage()),
          e);
    }
  }

  private static void write(Comparison comparison, String toolVersion, Format format, Writer writer)
      throws IOException {
    switch (format) {
      case TEXT -> writer.write(String.join("\n", ComparisonText.lines(comparison)) + "\n");
      case JSON -> JsonDocument.write(ComparisonJson.of(comparison), writer);
      case HTML -> writePage(comparison, toolVersion, writer);
    }
  }

  static void writePage(Comparison comparison, String toolVersion, Writer writer) {
    HtmlPage.write(
        "comparison.jte",
        Map.of(
            "comparison",
            comparison,
            "writtenAt",
            Instant.now(),
            "toolVersion",
            toolVersion,
            "assets",
            Assets.read()),
        writer);
  }
}
