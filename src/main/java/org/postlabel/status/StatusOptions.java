package org.postlabel.status;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.options.Choices;
import org.postlabel.scorer.LastDayOptions;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.selection.ComparisonOptions;

/** How the status is shown. */
public interface StatusOptions
    extends ComparisonOptions, DatabaseOptions, LastDayOptions, ScorerOptions {
  @Description(
      "Whether the status is refreshed every two seconds until Ctrl-C. The default is false: it is"
          + " shown once.")
  @Default.Boolean(false)
  boolean getWatch();

  void setWatch(boolean watch);

  @Description(
      "Output format: text or json (for programs; with --watch, one line per refresh). The default"
          + " is text.")
  @Default.String("text")
  @Choices({"text", "json"})
  String getFormat();

  void setFormat(String format);
}
