package org.postlabel.scorer;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Whether the end of a provider matters. */
public interface LastDayOptions extends PipelineOptions {
  @Description(
      "Whether the provider's last day is ignored: nothing is said about it, and a run asks after"
          + " it as before. The default is false.")
  @Default.Boolean(false)
  boolean getIgnoreLastDay();

  void setIgnoreLastDay(boolean ignores);
}
