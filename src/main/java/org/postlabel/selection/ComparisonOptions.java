package org.postlabel.selection;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Whether labels are compared with the posts that they are of. */
public interface ComparisonOptions extends PipelineOptions {
  @Description(
      "Whether the text of each label is compared with its post's: a post whose text has changed"
          + " since it was labelled is labelled again. The default is true; with false only the"
          + " uris are read of what is labelled, which is faster where a table is huge.")
  @Default.Boolean(true)
  boolean getCompareTexts();

  void setCompareTexts(boolean compare);
}
