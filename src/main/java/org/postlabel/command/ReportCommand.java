package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;
import org.postlabel.database.OurTables;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.options.Version;
import org.postlabel.pipeline.ScorerKind;
import org.postlabel.report.ReportOptions;
import org.postlabel.report.RunReport;
import org.postlabel.report.page.ReportFile;
import org.postlabel.report.page.ReportFormat;
import org.postlabel.run.RecordedRun;
import org.postlabel.run.RunReader;

/** Writes the report of a run. */
public final class ReportCommand {
  private static final String STANDARD_OUTPUT = "-";

  private ReportCommand() {}

  static ExitCode run(CommandLine line) throws IOException {
    if (!line.words().isEmpty()) {
      throw new IllegalArgumentException(
          "report takes no words, only options such as --run=ID, was " + line.words());
    }
    ReportOptions options = line.as(ReportOptions.class);
    ReportFormat format = ReportFormat.of(options.getFormat());
    format.requireNameFor(Path.of(options.getOutput()));
    Database database = Database.from(options);
    OurTables.require(database);
    Migrations.migrateBesideForeignPosts(database);
    RecordedRun run = chosen(new RunReader(database), options.getRun(), database.url());
    if (options.getOutput().equals(STANDARD_OUTPUT)) {
      Writer out = new OutputStreamWriter(System.out, UTF_8);
      ReportFile.write(read(database, run), format, out);
      return ExitCode.DONE;
    }
    Path file = ReportFile.of(options.getOutput(), run.runId(), format);
    ReportFile.write(read(database, run), format, file);
    System.out.println("Report: " + file.toAbsolutePath().toUri());
    return ExitCode.DONE;
  }

  public static RunReport read(Database database, RecordedRun run) {
    return RunReport.of(
        database, ScorerKind.ofScorerId(run.scorerId()).labels(), run, Version.get());
  }

  private static RecordedRun chosen(RunReader runs, String runIdOrNull, String url) {
    RecordedRun newest =
        runs.newest()
            .orElseThrow(
                () -> new IllegalArgumentException("there is no run in " + url + " to report"));
    return runIdOrNull == null
        ? newest
        : runs.find(runIdOrNull)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--run must name a run of %s, such as %s, was %s"
                            .formatted(url, newest.runId(), runIdOrNull)));
  }
}
