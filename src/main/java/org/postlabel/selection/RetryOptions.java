package org.postlabel.selection;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.scorer.ScorerOptions;

/** Which failed labels are put back. */
public interface RetryOptions extends DatabaseOptions, ScorerOptions {
  @Description(
      "Reasons of the failed labels to put back, separated by commas, as in"
          + " text_too_long,rejected_by_provider; all-transient stands for every failure that has"
          + " none of our reasons, all for every failure. There is no default: each text that was"
          + " asked costs a query again.")
  String getReason();

  void setReason(String reasons);

  @Description("Whether failed labels are only counted; the default is false: they are put back.")
  @Default.Boolean(false)
  boolean getDryRun();

  void setDryRun(boolean dryRun);
}
