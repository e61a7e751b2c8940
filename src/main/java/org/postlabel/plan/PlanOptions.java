package org.postlabel.plan;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.options.Choices;
import org.postlabel.pipeline.LabelPostsOptions;

/** The options of a run, how its plan is shown, and what it is planned for. */
public interface PlanOptions extends LabelPostsOptions {
  @Description(
      "Whether the sample is planned that shows how the scores of --scorer compare with old ones:"
          + " how many posts are needed for a threshold's interval of ± 0.02, and the commands that"
          + " score and compare them. The default is false.")
  @Default.Boolean(false)
  boolean getBridge();

  void setBridge(boolean bridge);

  @Description(
      "Old scores that --bridge starts from: a table of labels and its column. The default is"
          + " Perspective's toxicity.")
  @Default.String("perspective_api_labels.prob_toxic")
  String getBridgeFrom();

  void setBridgeFrom(String column);

  @Description(
      "Column of the new scorer's table that --bridge leads to. The default is the one that is"
          + " nearest in meaning, where that is known.")
  String getBridgeTo();

  void setBridgeTo(String column);

  @Description(
      "Thresholds of the old scores that --bridge is planned for, as comma-separated numbers. The"
          + " default has those that studies of Perspective use most.")
  @Default.String("0.5,0.7,0.8,0.9")
  String getThresholds();

  void setThresholds(String thresholds);

  @Description("Output format: text or json (for programs). The default is text.")
  @Default.String("text")
  @Choices({"text", "json"})
  String getFormat();

  void setFormat(String format);
}
