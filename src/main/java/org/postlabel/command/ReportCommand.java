package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.postlabel.database.Database;
import org.postlabel.database.LabelTables;
import org.postlabel.database.Migrations;
import org.postlabel.database.OurTables;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.options.Version;
import org.postlabel.output.Format;
import org.postlabel.post.LabelTable;
import org.postlabel.report.ReportOptions;
import org.postlabel.report.RunReport;
import org.postlabel.report.page.ReportFile;
import org.postlabel.run.RecordedRun;
import org.postlabel.run.RunReader;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerOptions;

/** Writes the report of a run. */
final class ReportCommand {
  private static final String STANDARD_OUTPUT = "-";

  private ReportCommand() {}

  static ExitCode run(CommandLine line) throws IOException {
    return run(line, System.out, Instant.now());
  }

  static ExitCode run(CommandLine line, PrintStream out, Instant now) throws IOException {
    if (!line.words().isEmpty()) {
      throw new IllegalArgumentException(
          "report takes no words, only options such as --run=ID, was " + line.words());
    }
    ReportOptions options = line.as(ReportOptions.class);
    Format format = ReportFile.format(options.getFormat());
    ReportFile.requireNameFor(format, Path.of(options.getOutput()));
    Database database = Database.from(options);
    OurTables.require(database);
    Migrations.migrate(database);
    RecordedRun run = chosen(new RunReader(database), options.getRun(), database.url());
    RunReport report = read(database, run, options.getLabelsTable());
    if (format == Format.JSON) {
      report = withLastDay(report, database, options.getLabelsTable(), now);
    }
    if (options.getOutput().equals(STANDARD_OUTPUT)) {
      ReportFile.write(report, format, new OutputStreamWriter(out, UTF_8));
      return ExitCode.DONE;
    }
    Path file = ReportFile.of(options.getOutput(), run.runId(), format);
    ReportFile.write(report, format, file);
    out.println("Report: " + file.toAbsolutePath().toUri());
    return ExitCode.DONE;
  }

  private static RunReport withLastDay(
      RunReport report, Database database, String tableOrNull, Instant now) {
    return LastDayNotice.ofRun(report.run().options(), now)
        .flatMap(
            near ->
                LastDayNotice.outlook(
                    near, database, labels(database, report.run(), tableOrNull).name()))
        .map(report::withLastDay)
        .orElse(report);
  }

  /**
   * The report of {@code run}, with the labels in {@code tableOrNull} or else where the run wrote
   * them.
   *
   * @throws IllegalArgumentException when the scorer of the run is not on the class path
   */
  static RunReport read(Database database, RecordedRun run, String tableOrNull) {
    LabelTable labels = labels(database, run, tableOrNull);
    OurTables.require(database, labels.name());
    return RunReport.of(database, labels, run, Version.get());
  }

  /**
   * {@code tableOrNull}, or else the table where {@code run} wrote labels.
   *
   * @throws IllegalArgumentException when the scorer of the run is not on the class path
   */
  static LabelTable labels(Database database, RecordedRun run, String tableOrNull) {
    RunReader runs = new RunReader(database);
    String word = runs.scorerKind(run.runId()).orElse("unknown");
    ScorerKind kind =
        ScorerKinds.find(word)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the scorer of the run %s, %s, is not on the class path; add its jar"
                            .formatted(run.runId(), word)));
    Optional<LabelTable> recorded =
        runs.labelsTable(run.runId()).flatMap(table -> LabelTables.recorded(database, table));
    return ScorerKinds.named(
        recorded.orElseGet(() -> kind.labels(PipelineOptionsFactory.as(ScorerOptions.class))),
        tableOrNull == null && recorded.isEmpty() ? run.options().get("labelsTable") : tableOrNull);
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
