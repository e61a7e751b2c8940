package org.postlabel.scorer;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** Who scores. */
public interface ScorerOptions extends LabelsOptions {
  @Description(
      "Scorer to use, which also selects the label table and which of the scorers' options apply;"
          + " './pipeline help run' lists the scorers. The default is perspective.")
  @Default.String("perspective")
  String getScorer();

  void setScorer(String word);
}
