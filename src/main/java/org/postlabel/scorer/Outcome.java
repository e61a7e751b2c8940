package org.postlabel.scorer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postlabel.post.Answer;
import org.postlabel.post.Usage;

/** What became of one question. The type decides what happens next. */
public sealed interface Outcome {
  /** One outcome for all {@code questions}, by text hash. */
  static Map<String, Outcome> ofAll(List<Question> questions, Outcome outcome) {
    return ofEach(questions, question -> outcome);
  }

  /** The outcome of each of {@code questions}, by text hash. */
  static Map<String, Outcome> ofEach(
      List<Question> questions, Function<Question, Outcome> outcome) {
    return questions.stream().collect(Collectors.toMap(Question::textHash, outcome));
  }

  /** Calls the method of {@code handler} for this type. */
  <R> R accept(Handler<R> handler);

  /** The tokens that were paid for this question. */
  default Usage usage() {
    return Usage.NONE;
  }

  /**
   * One method for each type, so that a new type does not compile until every reader handles it.
   */
  interface Handler<R> {
    R answered(Answered outcome);

    R askAgain(AskAgain outcome);

    R throttled(Throttled outcome);

    R tryLater(TryLater outcome);

    R rejected(Rejected outcome);

    R refused(Refused outcome);

    R distrusted(Distrusted outcome);
  }

  /** Final: keep it. */
  record Answered(Answer answer) implements Outcome {
    @Override
    public Usage usage() {
      return answer.usage();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.answered(this);
    }
  }

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

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.askAgain(this);
    }
  }

  /**
   * Over the provider's quota: all workers slow down, then ask again.
   *
   * @param retryAfterOrNull how long the provider said to wait
   * @param limitPerMinute the provider's true quota in queries per minute, when it named one
   * @param quotaOrNull the quota that is used up, as the provider names it; for people, without
   *     text or key
   */
  record Throttled(Duration retryAfterOrNull, OptionalDouble limitPerMinute, String quotaOrNull)
      implements Outcome {
    private static final Pattern OF_A_DAY =
        Pattern.compile("(?i)per[ _-]?(day|month)|daily|monthly");

    /** The provider did not name the quota. */
    public Throttled(Duration retryAfterOrNull, OptionalDouble limitPerMinute) {
      this(retryAfterOrNull, limitPerMinute, null);
    }

    /** Whether the quota that the provider named is one of a day or longer. */
    public boolean isForTheDay() {
      return quotaOrNull != null && OF_A_DAY.matcher(quotaOrNull).find();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.throttled(this);
    }
  }

  /**
   * The call failed, not the text: ask again later.
   *
   * @param cause for people; holds neither text nor key
   * @param retryAfterOrNull how long the provider said to wait
   * @param isProviderThere whether the provider itself said so, not the network or another server
   * @param mayBeCharged whether the provider may have done the work and charge for it, if the
   *     request left at all
   */
  record TryLater(
      String cause, Duration retryAfterOrNull, boolean isProviderThere, boolean mayBeCharged)
      implements Outcome {
    /** The provider reported an error of its own. */
    public static TryLater because(String cause, Duration retryAfterOrNull) {
      return new TryLater(cause, retryAfterOrNull, true, false);
    }

    /** An HTTP error that does not say what is wrong: another server may have sent it. */
    public static TryLater unexplained(int status) {
      return new TryLater("HTTP %d without a reason".formatted(status), null, false, false);
    }

    /** There was no answer, or none in the provider's format. */
    public static TryLater noProvider(String cause) {
      return new TryLater(cause, null, false, true);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.tryLater(this);
    }
  }

  /** The provider refused this text for an unknown reason. */
  record Rejected(String cause) implements Outcome {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.rejected(this);
    }
  }

  /**
   * The key, the project, the configuration or the provider itself: no text will be scored.
   *
   * @param isCertain whether that is so whatever was answered before; else it is of the call alone
   *     once any text was scored
   */
  record Refused(String cause, boolean isCertain) implements Outcome {
    /** Whatever was answered before. */
    public Refused(String cause) {
      this(cause, true);
    }

    /** A status that no provider of this kind gives. */
    public static Refused unexpected(String cause) {
      return new Refused(cause, false);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.refused(this);
    }
  }

  /**
   * The request or the answer is certainly wrong: the run must not pay for more of them.
   *
   * @param since when the first answer of the run was kept that may be wrong as well, at the
   *     earliest
   */
  record Distrusted(String cause, Instant since) implements Outcome {
    /** All answers of the run may be wrong as well. */
    public Distrusted(String cause) {
      this(cause, Instant.EPOCH);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.distrusted(this);
    }
  }
}
