package org.postlabel.scorer.llm;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerProvider;

/** A build of ours whose prompts are not what they should be. */
record DroppingModel(LanguageModel model, UnaryOperator<String> mistake) implements ScorerProvider {
  @Override
  public String scorerId() {
    return model.scorerId();
  }

  @Override
  public String quotaName() {
    return model.quotaName();
  }

  @Override
  public Scorer start(int maxRequests, Duration timeout) {
    return model.start(maxRequests, timeout, posts -> mistake.apply(PostsDocument.of(posts)));
  }
}
