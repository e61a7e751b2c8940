package org.postlabel.status;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.scorer.ScorerOptions;

/** How the status is shown. */
public interface StatusOptions extends DatabaseOptions, ScorerOptions {
  @Description(
      "Whether the status is shown again every two seconds until Ctrl-C; the default is false:"
          + " once.")
  @Default.Boolean(false)
  boolean getWatch();

  void setWatch(boolean watch);

  @Description(
      "How the status is shown: text, the default, for people, or json for programs, with --watch"
          + " in one line each time.")
  @Default.String("text")
  String getFormat();

  void setFormat(String format);
}
