package org.postlabel.scorer;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Who scores. */
public interface ScorerOptions extends PipelineOptions {
  @Description(
      "Scorer to use, which also selects the label table: perspective (table"
          + " perspective_api_labels) or sociopolitical, a language model (table"
          + " sociopolitical_labels). The default is perspective.")
  @Default.String("perspective")
  String getScorer();

  void setScorer(String name);
}
