package org.postlabel.report.page;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postlabel.report.RunReport;

/** A report on disk. */
public final class ReportFile {
  private ReportFile() {}

  /** The file that {@code target} means: itself, or in a folder one named after the run. */
  public static Path of(String target, String runId, ReportFormat format) {
    Path path = Path.of(target);
    format.requireNameFor(path);
    return target.endsWith("/") || Files.isDirectory(path)
        ? path.resolve(runId + "." + format.extension())
        : path;
  }

  /** Writes {@code report} to {@code file}, which is there when it is whole, and its folders. */
  public static void write(RunReport report, ReportFormat format, Path file) throws IOException {
    WholeFile.write(file, writer -> write(report, format, writer));
  }

  /** Writes {@code report} to {@code writer}, which stays open. */
  public static void write(RunReport report, ReportFormat format, Writer writer)
      throws IOException {
    switch (format) {
      case HTML -> HtmlPage.write(report, writer);
      case JSON -> JsonDocument.write(report, writer);
    }
    writer.flush();
  }
}
