package org.postlabel.post;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A scorer that asks the same provider in the same way for more attributes: its labels and answers
 * hold all that is asked for.
 *
 * @param attributes those that are asked for
 */
public record WiderScorer(String scorerId, List<String> attributes) implements Serializable {
  public WiderScorer {
    requireNonNull(scorerId, "scorerId");
    attributes = List.copyOf(attributes);
  }

  /**
   * What its {@code answer} says of the attributes that are asked for; empty when it has scores,
   * but of none of these.
   */
  public Optional<Answer> narrowed(Answer answer) {
    if (!answer.isSuccessful()) {
      return Optional.of(answer);
    }
    Map<String, Object> scores = new HashMap<>(answer.scores().byAttribute());
    scores.keySet().retainAll(Set.copyOf(attributes));
    boolean isWhole = scores.size() == attributes.size();
    Reason reason =
        answer
            .reason()
            .filter(why -> why != Reason.SOME_ATTRIBUTES_MISSING || !isWhole)
            .orElse(null);
    return scores.isEmpty() ? Optional.empty() : Optional.of(new Answer(Scores.of(scores), reason));
  }
}
