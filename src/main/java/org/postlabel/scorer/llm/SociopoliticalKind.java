package org.postlabel.scorer.llm;

import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.llm.codebook.Codebook;
import org.postlabel.scorer.llm.codebook.file.Codebooks;

/** Short for the bundled codebook of the same name. */
public final class SociopoliticalKind extends LlmKind {
  private static final String NAME = "sociopolitical";

  @Override
  public String word() {
    return NAME;
  }

  @Override
  public String labelsInWords() {
    return NAME + "_labels";
  }

  @Override
  Codebook codebook(ScorerOptions options) {
    if (options.getCodebook() != null && !options.getCodebook().equals(NAME)) {
      throw new IllegalArgumentException(
          "--codebook goes with --scorer=llm, and --scorer was " + NAME);
    }
    return Codebooks.find(NAME);
  }
}
