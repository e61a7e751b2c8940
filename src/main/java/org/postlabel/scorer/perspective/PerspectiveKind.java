package org.postlabel.scorer.perspective;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.post.LabelTable;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.ScorerProvider;

/** Google's Perspective API, or a service with the same protocol. */
public final class PerspectiveKind implements ScorerKind {
  /** The API's default quota. */
  private static final double QUERIES_PER_SECOND = 1;

  /** The API's limit. */
  private static final int MAX_TEXT_BYTES = 20_480;

  @Override
  public String word() {
    return "perspective";
  }

  @Override
  public LabelTable labels(ScorerOptions options) {
    return PerspectiveLabels.TABLE;
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return PerspectiveOptions.class;
  }

  @Override
  public Optional<String> keyVariable() {
    return Optional.of(Perspective.API_KEY_VARIABLE);
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
  public Optional<LocalDate> lastDay(PipelineOptions options) {
    return Perspective.from(options.as(PerspectiveOptions.class)).lastDay();
  }

  @Override
  public ScorerProvider provider(PipelineOptions options) {
    return Perspective.from(options.as(PerspectiveOptions.class));
  }
}
