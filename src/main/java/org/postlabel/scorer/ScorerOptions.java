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

  @Description(
      "Codebook for --scorer=llm: the path of a YAML file, or the name of a bundled one; it defines"
          + " what a language model is asked and the columns of the label table. There is no"
          + " default; --scorer=llm requires it.")
  String getCodebook();

  void setCodebook(String nameOrFile);
}
