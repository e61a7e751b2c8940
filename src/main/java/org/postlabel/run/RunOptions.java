package org.postlabel.run;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.scorer.LastDayOptions;

/** When a run stops before it has labelled all its posts. */
public interface RunOptions extends LastDayOptions {
  @Description("Maximum number of queries that a run sends. The default, 0, means no limit.")
  @Default.Long(0)
  long getMaxQueries();

  void setMaxQueries(long queries);

  @Description(
      "UTC time at which a run stops sending queries, such as 2026-12-31T00:00:00Z. The default is"
          + " none.")
  String getDeadline();

  void setDeadline(String instant);
}
