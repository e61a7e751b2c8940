package org.postlabel.post;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;

/**
 * What a provider said, for good, of one text: scores, or the reason why there are none, or some
 * scores and the reason why the others are missing. An answer is paid for and kept.
 */
public record Answer(Scores scores, Reason reasonOrNull) implements Serializable {
  public Answer {
    requireNonNull(scores, "scores");
    if (scores.isEmpty() && reasonOrNull == null) {
      throw new IllegalArgumentException("an answer without scores needs a reason");
    }
  }

  /** All scores that were asked for. */
  public static Answer scored(Scores scores) {
    return new Answer(scores, null);
  }

  /** No scores, and why. */
  public static Answer failed(Reason reason) {
    return new Answer(Scores.NONE, requireNonNull(reason, "reason"));
  }

  /** Whether there are scores. */
  public boolean isSuccessful() {
    return !scores.isEmpty();
  }

  public Optional<Reason> reason() {
    return Optional.ofNullable(reasonOrNull);
  }
}
