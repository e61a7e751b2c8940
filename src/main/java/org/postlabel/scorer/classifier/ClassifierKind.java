package org.postlabel.scorer.classifier;

import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.post.LabelTable;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.ScorerProvider;

/** A classifier behind a server of one's own, or of Hugging Face's. */
public final class ClassifierKind implements ScorerKind {
  /** Servers of one's own have no quota. */
  private static final double QUERIES_PER_SECOND = 10;

  /** As much as Perspective takes, so that both label the same posts. */
  private static final int MAX_TEXT_BYTES = 20_480;

  @Override
  public String word() {
    return "classifier";
  }

  /** Without an endpoint, only what a run has recorded tells the columns of labels. */
  @Override
  public LabelTable labels(ScorerOptions options) {
    ClassifierOptions classifier = options.as(ClassifierOptions.class);
    if (classifier.getClassifierEndpoint() == null) {
      return ClassifierLabels.table(List.of());
    }
    Classifier asked = Classifier.from(classifier);
    return ClassifierLabels.table(asked.model().labels()).withScale(asked.activation().scale());
  }

  @Override
  public String labelsInWords() {
    return ClassifierLabels.TABLE;
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ClassifierOptions.class;
  }

  @Override
  public Optional<String> keyVariable() {
    return Optional.of(Classifier.KEY_VARIABLE);
  }

  @Override
  public double queriesPerSecond() {
    return QUERIES_PER_SECOND;
  }

  @Override
  public int maxTextBytes() {
    return MAX_TEXT_BYTES;
  }

  /** Asks a server that describes itself, without a text. */
  @Override
  public ScorerProvider provider(PipelineOptions options) {
    return Classifier.from(options.as(ClassifierOptions.class));
  }
}
