package org.postlabel.run;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Which posts a run takes on, and when it stops. */
public interface RunOptions extends PipelineOptions {
  @Description("Posts that a run takes on, oldest first; 0, the default, means all.")
  @Default.Long(0)
  long getLimit();

  void setLimit(long posts);

  @Description(
      "Posts that one pipeline labels before the next one starts; 0..100000000. Two run side by side,"
          + " so twice as many are in memory, whatever the size of the table. The default, 0, means"
          + " what a minute of the quota labels, from 200 to 20000: labels reach the table at the end"
          + " of a slice.")
  @Default.Long(0)
  long getSliceSize();

  void setSliceSize(long posts);

  @Description("Queries that a run sends, at most; 0, the default, means no limit.")
  @Default.Long(0)
  long getMaxQueries();

  void setMaxQueries(long queries);

  @Description(
      "When a run stops sending queries, as in 2026-12-31T00:00:00Z; the default is never.")
  String getDeadline();

  void setDeadline(String instant);

  @Description(
      "Whether posts that failed for good are tried again; the default is false, since the answer"
          + " would be the same.")
  @Default.Boolean(false)
  boolean getRetryFailed();

  void setRetryFailed(boolean retryFailed);

  @Description(
      "Whether labels made by another scorer (another endpoint, other languages) stay as they are;"
          + " the default is false: they are made again, and the run says how many.")
  @Default.Boolean(false)
  boolean getKeepOtherScorers();

  void setKeepOtherScorers(boolean keep);
}
