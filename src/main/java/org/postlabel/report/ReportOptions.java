package org.postlabel.report;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.options.Choices;
import org.postlabel.scorer.LabelsOptions;

/** Which run is reported, and how. */
public interface ReportOptions extends DatabaseOptions, LabelsOptions {
  @Description("ID of the run to report on. The default is the run that started last.")
  String getRun();

  void setRun(String runId);

  @Description(
      "Where the report is written: a file, a directory (ending in /) for a file named after the"
          + " run, or - for standard output. The default is the directory that runs write theirs"
          + " to.")
  @Default.String("reports/")
  String getOutput();

  void setOutput(String target);

  @Description(
      "Output format: html (one page) or json (the same numbers, for programs). The default is"
          + " html.")
  @Default.String("html")
  @Choices({"html", "json"})
  String getFormat();

  void setFormat(String format);
}
