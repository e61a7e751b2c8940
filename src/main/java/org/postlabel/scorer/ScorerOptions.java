package org.postlabel.scorer;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Who scores. */
public interface ScorerOptions extends PipelineOptions {
  @Description(
      "Who scores the posts, and so which table holds the labels: perspective (the default, with"
          + " perspective_api_labels) or sociopolitical, a language model (sociopolitical_labels).")
  @Default.String("perspective")
  String getScorer();

  void setScorer(String name);
}
