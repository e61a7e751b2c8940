package org.postlabel.selection;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.scorer.ScorerDefaults;

/** Which texts are worth a query. */
public interface InputOptions extends PipelineOptions {
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
}
