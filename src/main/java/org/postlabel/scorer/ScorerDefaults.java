package org.postlabel.scorer;

import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.PipelineOptions;

/** Defaults of options that depend on {@code --scorer}. */
public final class ScorerDefaults {
  private ScorerDefaults() {}

  /** The pace of the scorer. */
  public static final class QueriesPerSecond implements DefaultValueFactory<Double> {
    @Override
    public Double create(PipelineOptions options) {
      return ScorerKinds.of(options.as(ScorerOptions.class)).queriesPerSecond();
    }
  }

  /** The greatest text of the scorer. */
  public static final class MaxTextBytes implements DefaultValueFactory<Integer> {
    @Override
    public Integer create(PipelineOptions options) {
      return ScorerKinds.of(options.as(ScorerOptions.class)).maxTextBytes();
    }
  }
}
