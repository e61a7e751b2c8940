package org.postlabel.report;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The report that a run leaves. */
public interface RunReportOptions extends PipelineOptions {
  @Description(
      "Where a run leaves its HTML report: a file, a folder (with / at its end) that takes a file"
          + " named after the run, or off. The default is a folder beside what you work on. Writing"
          + " it looks once at every label, which takes seconds per million.")
  @Default.String("reports/")
  String getReport();

  void setReport(String target);
}
