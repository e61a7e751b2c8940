package org.postlabel.selection;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.scorer.ScorerDefaults;

/** Which posts a run labels. */
public interface InputOptions extends ComparisonOptions {
  @Description(
      "Minimum length of a text, in Unicode code points; shorter texts get the reason"
          + " text_too_short and cost no query. The default is that of the job that Postlabel"
          + " replaces.")
  @Default.Integer(8)
  int getMinTextLength();

  void setMinTextLength(int codePoints);

  @Description(
      "Maximum length of a text, in bytes of UTF-8; longer texts get the reason text_too_long and"
          + " cost no query. The default is that of the scorer.")
  @Default.InstanceFactory(ScorerDefaults.MaxTextBytes.class)
  int getMaxTextBytes();

  void setMaxTextBytes(int bytes);

  @Description(
      "Maximum number of posts that a run processes, oldest first (among 50,000 posts that were"
          + " added together). The default, 0, means all.")
  @Default.Long(0)
  long getLimit();

  void setLimit(long posts);

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
