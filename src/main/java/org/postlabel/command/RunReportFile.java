package org.postlabel.command;

import java.io.IOException;
import java.nio.file.Path;
import org.postlabel.database.Database;
import org.postlabel.output.Format;
import org.postlabel.report.page.ReportFile;
import org.postlabel.run.RunReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report that a run leaves. */
public final class RunReportFile {
  private static final Logger LOG = LoggerFactory.getLogger(RunReportFile.class);
  private static final String OFF = "off";

  private RunReportFile() {}

  /**
   * Writes the report where {@code target} says, and prints a link to it; a report that cannot be
   * written is a line on standard error, and no fault of the run.
   */
  public static void leave(Database database, String runId, String target) {
    if (target.equals(OFF)) {
      return;
    }
    try {
      Path file = ReportFile.of(target, runId, Format.HTML);
      ReportFile.write(
          ReportCommand.read(database, new RunReader(database).find(runId).orElseThrow(), null),
          Format.HTML,
          file);
      System.out.println("Report: " + file.toAbsolutePath().toUri());
    } catch (IOException | RuntimeException e) {
      LOG.debug("Stack trace:", e);
      System.err.println(
          "postlabel: no report was written to %s: %s; './pipeline report' tries again"
              .formatted(target, e.getMessage()));
    }
  }
}
