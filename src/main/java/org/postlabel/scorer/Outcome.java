package org.postlabel.scorer;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;
import org.postlabel.post.Answer;
import org.postlabel.post.Usage;

/** What became of one question. The type decides what happens next. */
public sealed interface Outcome {
  /** Final: keep it. */
  record Answered(Answer answer) implements Outcome {}

  /**
   * Ask at once again, changed in the way that the scorer names.
   *
   * @param usage tokens that were paid for in vain
   */
  record AskAgain(Set<String> amendments, Usage usage) implements Outcome {
    /** Nothing was paid for but the query. */
    public AskAgain(Set<String> amendments) {
      this(amendments, Usage.NONE);
    }
  }

  /**
   * Over the provider's quota: all workers slow down, then ask again.
   *
   * @param retryAfterOrNull how long the provider said to wait
   * @param limitPerMinute the provider's true quota in queries per minute, when it named one
   */
  record Throttled(Duration retryAfterOrNull, OptionalDouble limitPerMinute) implements Outcome {}

  /**
   * The call failed, not the text: ask again later.
   *
   * @param cause for people; holds neither text nor key
   * @param retryAfterOrNull how long the provider said to wait
   * @param isProviderThere whether it was the provider who said so, not a network or a stranger
   */
  record TryLater(String cause, Duration retryAfterOrNull, boolean isProviderThere)
      implements Outcome {
    /** The provider itself is in trouble. */
    public static TryLater because(String cause, Duration retryAfterOrNull) {
      return new TryLater(cause, retryAfterOrNull, true);
    }

    /** Nobody answered, or somebody who does not speak the provider's language. */
    public static TryLater noProvider(String cause) {
      return new TryLater(cause, null, false);
    }
  }

  /** The provider refused this text in a way we have no name for. */
  record Rejected(String cause) implements Outcome {}

  /** The key, the project, the configuration or the provider itself: no text will be scored. */
  record Refused(String cause) implements Outcome {}

  /** What would be sent, or what came back, cannot be right: whatever the run paid for is lost. */
  record Distrusted(String cause) implements Outcome {}

  /** The tokens that were paid for this question. */
  default Usage usage() {
    if (this instanceof Answered answered) {
      return answered.answer().usage();
    }
    return this instanceof AskAgain again ? again.usage() : Usage.NONE;
  }
}
