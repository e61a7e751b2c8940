package org.postlabel.evaluation.page;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.EvaluationConfig;
import org.postlabel.evaluation.EvaluationOptions;
import org.postlabel.output.Assets;
import org.postlabel.output.Format;
import org.postlabel.output.HtmlPage;
import org.postlabel.output.JsonDocument;
import org.postlabel.output.WholeFile;

/**
 * Target and format of an evaluation.
 *
 * @param file empty means standard output
 */
public record EvaluationOutput(Format format, Optional<Path> file) {
  private static final String STANDARD_OUTPUT = "-";
  private static final String PAGE = "reports/evaluation.html";

  public EvaluationOutput {
    if (file.filter(Files::exists).filter(path -> !Files.isRegularFile(path)).isPresent()) {
      throw new IllegalArgumentException("--output must be a file or -, was " + file.get());
    }
  }

  /**
   * Checks that nothing is overwritten that {@code config} reads.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public static EvaluationOutput from(EvaluationOptions options, EvaluationConfig config) {
    Format format = Format.of(options.getFormat(), List.of(Format.values()));
    String target =
        Optional.ofNullable(options.getOutput())
            .orElse(format == Format.HTML ? PAGE : STANDARD_OUTPUT);
    EvaluationOutput output =
        new EvaluationOutput(
            format,
            Optional.of(target).filter(name -> !name.equals(STANDARD_OUTPUT)).map(Path::of));
    Path gold = Path.of(config.gold().file());
    Stream.concat(Stream.of(gold), config.database().file().stream())
        .forEach(output::requireOtherThan);
    return output;
  }

  /**
   * Writes {@code evaluation} to the file, or to {@code stdout}, which stays open.
   *
   * @throws IllegalArgumentException when the file cannot be written
   */
  public void write(Evaluation evaluation, String toolVersion, Writer stdout) throws IOException {
    if (file.isEmpty()) {
      write(evaluation, toolVersion, format, stdout);
      stdout.flush();
      return;
    }
    try {
      WholeFile.write(file.get(), writer -> write(evaluation, toolVersion, format, writer));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--output must be a file that can be written, was %s (%s)"
              .formatted(file.get(), e.getMessage()),
          e);
    }
  }

  private static void write(Evaluation evaluation, String toolVersion, Format format, Writer writer)
      throws IOException {
    switch (format) {
      case TEXT -> writer.write(String.join("\n", EvaluationText.lines(evaluation)) + "\n");
      case JSON -> JsonDocument.write(EvaluationJson.of(evaluation), writer);
      case HTML -> writePage(evaluation, toolVersion, writer);
    }
  }

  /** Without a script. */
  static void writePage(Evaluation evaluation, String toolVersion, Writer writer) {
    HtmlPage.write(
        "evaluation.jte",
        Map.of(
            "evaluation",
            evaluation,
            "writtenAt",
            Instant.now(),
            "toolVersion",
            toolVersion,
            "assets",
            Assets.withoutScript()),
        writer);
  }

  private void requireOtherThan(Path read) {
    Path other = read.toAbsolutePath().normalize();
    if (file.filter(path -> path.toAbsolutePath().normalize().equals(other)).isPresent()) {
      throw new IllegalArgumentException(
          "--output must not be a file that is read, was " + file.get());
    }
  }
}
