package org.postlabel.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

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
    return target.endsWith("/") || Files.isDirectory(path)
        ? path.resolve(runId + "." + format.extension())
        : path;
  }

  /** Writes {@code report} to {@code file}, which is there when it is whole, and its folders. */
  public static void write(RunReport report, ReportFormat format, Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      try (Writer writer = Files.newBufferedWriter(part, UTF_8)) {
        write(report, format, writer);
      }
      Files.move(part, whole, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
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
