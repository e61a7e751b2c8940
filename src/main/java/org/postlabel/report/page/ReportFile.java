package org.postlabel.report.page;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postlabel.output.Assets;
import org.postlabel.output.Format;
import org.postlabel.output.HtmlPage;
import org.postlabel.output.JsonDocument;
import org.postlabel.output.WholeFile;
import org.postlabel.report.RunReport;

/** A report on disk, in HTML or JSON. */
public final class ReportFile {
  private static final List<Format> FORMATS = List.of(Format.HTML, Format.JSON);

  private ReportFile() {}

  /** The format that the option {@code word} names. */
  public static Format format(String word) {
    return Format.of(word, FORMATS);
  }

  /** The file that {@code target} means: itself, or in a folder one named after the run. */
  public static Path of(String target, String runId, Format format) {
    Path path = Path.of(target);
    requireNameFor(format, path);
    return target.endsWith("/") || Files.isDirectory(path)
        ? path.resolve(runId + "." + format.word())
        : path;
  }

  /**
   * Refuses the name of a file that ends as another format's does.
   *
   * @throws IllegalArgumentException with one line
   */
  public static void requireNameFor(Format format, Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (Format other : FORMATS) {
      if (other != format && name.endsWith("." + other.word())) {
        throw new IllegalArgumentException(
            "a report in %s must not have a name that ends in .%s, was %s"
                .formatted(format.word(), other.word(), file));
      }
    }
  }

  /** Writes {@code report} to {@code file}, and makes its folders. */
  public static void write(RunReport report, Format format, Path file) throws IOException {
    WholeFile.write(file, writer -> write(report, format, writer));
  }

  /** Writes {@code report} to {@code writer}, which stays open. */
  public static void write(RunReport report, Format format, Writer writer) throws IOException {
    if (format == Format.JSON) {
      JsonDocument.write(report, writer);
    } else {
      HtmlPage.write("report.jte", Map.of("report", report, "assets", Assets.read()), writer);
    }
    writer.flush();
  }
}
