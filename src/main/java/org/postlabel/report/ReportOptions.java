package org.postlabel.report;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;

/** Which run is reported, and how. */
public interface ReportOptions extends DatabaseOptions {
  @Description("Id of the run to report; the default is the run that began last.")
  String getRun();

  void setRun(String runId);

  @Description(
      "Where the report goes: a file, a folder (with / at its end) that takes a file named after the"
          + " run, or - for standard output. The default is the folder in which runs leave theirs.")
  @Default.String("reports/")
  String getOutput();

  void setOutput(String target);

  @Description(
      "What is written: html, one file to look at, or json, the same numbers for programs. The"
          + " default is html.")
  @Default.String("html")
  String getFormat();

  void setFormat(String format);
}
