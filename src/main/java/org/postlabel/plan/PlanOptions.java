package org.postlabel.plan;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.pipeline.LabelPostsOptions;

/** The options of a run, and how its plan is shown. */
public interface PlanOptions extends LabelPostsOptions {
  @Description("Output format: text or json (for programs). The default is text.")
  @Default.String("text")
  String getFormat();

  void setFormat(String format);
}
