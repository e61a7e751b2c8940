package org.postlabel.scorer.llm;

import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.post.LabelTable;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.ScorerProvider;

/** A language model that labels posts as sociopolitical or not, and by political ideology. */
public final class SociopoliticalKind implements ScorerKind {
  /** Services differ: slow enough for the smallest plan. */
  private static final double QUERIES_PER_SECOND = 1;

  /** As much as Perspective takes, so that both label the same posts. */
  private static final int MAX_TEXT_BYTES = 20_480;

  @Override
  public String word() {
    return "sociopolitical";
  }

  @Override
  public LabelTable labels(ScorerOptions options) {
    return SociopoliticalLabels.TABLE;
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return LlmOptions.class;
  }

  @Override
  public Optional<String> keyVariable() {
    return Optional.of(LanguageModel.KEY_VARIABLE);
  }

  @Override
  public double queriesPerSecond() {
    return QUERIES_PER_SECOND;
  }

  @Override
  public int maxTextBytes() {
    return MAX_TEXT_BYTES;
  }

  @Override
  public ScorerProvider provider(PipelineOptions options) {
    return LanguageModel.from(options.as(LlmOptions.class));
  }
}
