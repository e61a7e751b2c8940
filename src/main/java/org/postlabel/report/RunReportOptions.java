package org.postlabel.report;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The report that a run leaves. */
public interface RunReportOptions extends PipelineOptions {
  @Description(
      "Where a run writes its HTML report: a file, a directory (ending in /) for a file named"
          + " after the run, or off. The default is a directory below the current one. Writing it"
          + " scans all labels, which takes seconds per million.")
  @Default.String("reports/")
  String getReport();

  void setReport(String target);
}
