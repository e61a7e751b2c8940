package org.postlabel.scorer.moderation;

import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.post.LabelTable;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.ScorerProvider;

/** OpenAI's or Mistral's moderation, or a service with the same protocol. */
public final class ModerationKind implements ScorerKind {
  /** Slow enough for the smallest plans. */
  private static final double QUERIES_PER_SECOND = 1;

  /** As much as Perspective takes, so that both label the same posts. */
  private static final int MAX_TEXT_BYTES = 20_480;

  @Override
  public String word() {
    return "moderation";
  }

  @Override
  public LabelTable labels(ScorerOptions options) {
    return ModerationLabels.table(Moderation.model(options.as(ModerationOptions.class)).orElse(""));
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ModerationOptions.class;
  }

  @Override
  public Optional<String> keyVariable() {
    return Optional.of(Moderation.KEY_VARIABLE);
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
    return Moderation.from(options.as(ModerationOptions.class));
  }
}
