package org.postlabel.run;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Which posts a run takes on, and when it stops. */
public interface RunOptions extends PipelineOptions {
  @Description(
      "Maximum number of posts that a run processes, oldest first. The default, 0, means all.")
  @Default.Long(0)
  long getLimit();

  void setLimit(long posts);

  @Description(
      "Posts per slice, that is, per execution of the pipeline; 0..100000000. Two slices run at"
          + " the same time, so memory holds twice this number of posts, whatever the size of the"
          + " table. The default, 0, means what the quota allows in a minute, between 200 and"
          + " 20000, because labels are written at the end of a slice.")
  @Default.Long(0)
  long getSliceSize();

  void setSliceSize(long posts);

  @Description("Maximum number of queries that a run sends. The default, 0, means no limit.")
  @Default.Long(0)
  long getMaxQueries();

  void setMaxQueries(long queries);

  @Description(
      "UTC time at which a run stops sending queries, such as 2026-12-31T00:00:00Z. The default is"
          + " none.")
  String getDeadline();

  void setDeadline(String instant);

  @Description(
      "Whether posts that failed permanently are tried again. The default is false, because the"
          + " result would be the same.")
  @Default.Boolean(false)
  boolean getRetryFailed();

  void setRetryFailed(boolean retryFailed);

  @Description(
      "Whether labels made by another scorer (another endpoint, other languages) are kept. The"
          + " default is false: these posts are labelled again, and the run prints how many.")
  @Default.Boolean(false)
  boolean getKeepOtherScorers();

  void setKeepOtherScorers(boolean keep);
}
