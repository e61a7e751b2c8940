package org.postlabel.scorer.llm;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.postlabel.post.Answer;

/**
 * A post, none of a user's, and what people say of it.
 *
 * @param ideologyOrNull null when it is not sociopolitical
 */
record GoldenPost(String text, boolean isSociopolitical, String ideologyOrNull)
    implements Serializable {
  boolean isMetBy(Answer answer) {
    return answer
        .scores()
        .value(SociopoliticalLabels.IS_SOCIOPOLITICAL)
        .equals(Optional.of(isSociopolitical));
  }

  boolean hasIdeologyOf(Answer answer) {
    return Objects.equals(
        answer.scores().value(SociopoliticalLabels.IDEOLOGY).orElse(null), ideologyOrNull);
  }
}
