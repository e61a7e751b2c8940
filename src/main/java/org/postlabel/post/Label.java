package org.postlabel.post;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * The row written for a post: its scores, or the reason why it has none. A label that has only some
 * of the scores has a reason too. The time is kept to the millisecond.
 */
public record Label(
    String uri,
    String text,
    String textHash,
    Scores scores,
    Reason reasonOrNull,
    Instant labelledAt,
    String scorerId)
    implements Serializable {
  public Label {
    requireNonNull(uri, "uri");
    requireNonNull(text, "text");
    requireNonNull(textHash, "textHash");
    requireNonNull(scores, "scores");
    labelledAt = labelledAt.truncatedTo(MILLIS);
    requireNonNull(scorerId, "scorerId");
    if (scores.isEmpty() && reasonOrNull == null) {
      throw new IllegalArgumentException("a label without scores needs a reason");
    }
  }

  /** What {@code answer} says of {@code post}. */
  public static Label of(Post post, Answer answer, Instant at, String scorerId) {
    return of(post, post.textHash(), answer, at, scorerId);
  }

  /** The same, where the hash of the post's text is at hand: to compute it takes a while. */
  public static Label of(Post post, String textHash, Answer answer, Instant at, String scorerId) {
    return new Label(
        post.uri(), post.text(), textHash, answer.scores(), answer.reasonOrNull(), at, scorerId);
  }

  /** A label that says only why there are no scores. */
  public static Label failed(Post post, Reason reason, Instant at, String scorerId) {
    return of(post, Answer.failed(reason), at, scorerId);
  }

  /** Whether the post has scores. */
  public boolean isSuccessful() {
    return !scores.isEmpty();
  }

  public Optional<Reason> reason() {
    return Optional.ofNullable(reasonOrNull);
  }
}
