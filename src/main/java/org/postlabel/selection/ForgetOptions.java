package org.postlabel.selection;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.scorer.ScorerOptions;

/** Which answers and labels are taken back. */
public interface ForgetOptions extends DatabaseOptions, ScorerOptions {
  @Description(
      "Takes back what the run with this ID bought and labelled. The default is all runs, but one"
          + " of --run, --scorerId and --since is needed.")
  String getRun();

  void setRun(String runId);

  @Description(
      "Takes back only answers and labels with this scorer ID, as status and the label table show"
          + " it. The default is all scorer IDs of --scorer that labelled in the same table.")
  String getScorerId();

  void setScorerId(String scorerId);

  @Description(
      "Takes back only what was answered and labelled at this UTC time or later, such as"
          + " 2026-01-31T12:00:00Z or 2026-01-31. The default is any time.")
  String getSince();

  void setSince(String time);

  @Description(
      "Whether answers and labels are only counted. The default is false: they are deleted, and"
          + " each text costs a query again.")
  @Default.Boolean(false)
  boolean getDryRun();

  void setDryRun(boolean dryRun);
}
