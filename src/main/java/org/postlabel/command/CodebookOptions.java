package org.postlabel.command;

import org.apache.beam.sdk.options.Description;
import org.postlabel.pipeline.LabelPostsOptions;

/** The options of a run, and posts to try a codebook on. */
public interface CodebookOptions extends LabelPostsOptions {
  @Description(
      "File with posts to try a codebook on, one per line; the first 10 are sent. There is no"
          + " default; 'codebook try' requires it.")
  String getTexts();

  void setTexts(String file);
}
