package org.postlabel.selection;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.scorer.ScorerOptions;

/** Which failed labels are put back. */
public interface RetryOptions extends DatabaseOptions, ScorerOptions {
  @Description(
      "Comma-separated reasons of the failed labels to reset, such as"
          + " text_too_long,rejected_by_provider; all-transient selects every failure whose reason"
          + " is not one of Postlabel's, all selects every failure. There is no default, because"
          + " each text that was sent costs a query again.")
  String getReason();

  void setReason(String reasons);

  @Description("Whether the failed labels are only counted. The default is false: they are reset.")
  @Default.Boolean(false)
  boolean getDryRun();

  void setDryRun(boolean dryRun);
}
