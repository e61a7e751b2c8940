package org.postlabel.scoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;

/** Reads what one request brought. Not thread-safe. */
final class Round {
  static final Outcome.TryLater MISSING = Outcome.TryLater.noProvider("no answer for the text");

  private final Reply reply;
  private final ProviderClient client;
  private final ProviderHealth health;
  private final SharedBackoff backoff;
  private final Map<String, Answer> rejected = new HashMap<>();
  private final List<Outcome.TryLater> failures = new ArrayList<>();
  private final List<Attempt> failed = new ArrayList<>();
  private final List<Attempt> refused = new ArrayList<>();
  private boolean isProviderRefusing;

  Round(
      Reply reply,
      ProviderClient client,
      ProviderHealth health,
      SharedBackoff backoff,
      RetryPolicy retries) {
    int questions = reply.sent().size();
    this.reply = reply;
    this.client = client;
    this.health = health;
    this.backoff = backoff;
    for (Attempt attempt : reply.sent()) {
      reply
          .outcome(attempt)
          .orElse(MISSING)
          .accept(new OutcomeHandler(attempt))
          .ifPresent(answer -> rejected.put(attempt.textHash(), answer));
    }
    // What fails alone is in doubt; of those that fail together any may be the reason.
    boolean isWhole = questions > 1 && failed.size() + refused.size() == questions;
    failed.forEach(
        attempt -> {
          if (isWhole) {
            attempt.failedTogether(questions, retries);
          } else {
            attempt.failed();
          }
        });
    refused.forEach(
        attempt -> {
          if (isWhole) {
            attempt.split(questions);
          } else {
            attempt.failed();
            attempt.giveUp();
          }
        });
    if (failures.size() == questions) {
      health.failed(failures.get(questions - 1).cause());
    } else if (refused.isEmpty()) {
      health.answered();
    }
  }

  /** Asks the provider once for all refusals of the round. */
  private boolean isTextRefused(String cause) {
    if (refused.isEmpty() && !isProviderRefusing) {
      isProviderRefusing = !health.isTextRefused(cause);
    }
    return !isProviderRefusing;
  }

  /** Texts that the provider rejected for good, by text hash: they are still to be kept. */
  Map<String, Answer> rejected() {
    return rejected;
  }

  /** Whether the text has its answer; all other attempts may be made again. */
  boolean hasSettled(Attempt attempt) {
    return rejected.containsKey(attempt.textHash())
        || reply.byTextHash().get(attempt.textHash()) instanceof Outcome.Answered;
  }

  boolean hasFailures() {
    return !failures.isEmpty();
  }

  /** The last wait that the provider asked for. */
  Optional<Duration> retryAfter() {
    return failures.stream()
        .flatMap(later -> Optional.ofNullable(later.retryAfterOrNull()).stream())
        .reduce((earlier, last) -> last);
  }

  /** Gives the answer that a rejection is, if any, and notes what an outcome means for the next. */
  private final class OutcomeHandler implements Outcome.Handler<Optional<Answer>> {
    private final Attempt attempt;

    OutcomeHandler(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public Optional<Answer> answered(Outcome.Answered outcome) {
      health.dealtWithText();
      if (outcome.answer().isSuccessful()) {
        health.scored();
        backoff.answered(reply.sentNanos());
      }
      return Optional.empty();
    }

    @Override
    public Optional<Answer> askAgain(Outcome.AskAgain outcome) {
      health.dealtWithText();
      Question amended = attempt.question().amended(outcome.amendments());
      attempt.amend(amended, client.maxTogether(amended) < client.maxTogether(attempt.question()));
      if (reply.sent().size() == 1) {
        attempt.askedAgainAlone();
      }
      return Optional.empty();
    }

    @Override
    public Optional<Answer> throttled(Outcome.Throttled outcome) {
      health.throttled(outcome);
      backoff.throttled(outcome, reply.sentNanos());
      attempt.throttled();
      return Optional.empty();
    }

    @Override
    public Optional<Answer> tryLater(Outcome.TryLater outcome) {
      failures.add(outcome);
      failed.add(attempt);
      return Optional.empty();
    }

    @Override
    public Optional<Answer> rejected(Outcome.Rejected outcome) {
      health.dealtWithText();
      if (health.isTextAtFault(outcome.cause())) {
        return Optional.of(Answer.failed(Reason.REJECTED_BY_PROVIDER));
      }
      return giveUp();
    }

    @Override
    public Optional<Answer> refused(Outcome.Refused outcome) {
      if (!outcome.isCertain() && health.hasEverScored()) {
        return tryLater(Outcome.TryLater.because(outcome.cause(), null));
      }
      if (!isTextRefused(outcome.cause())) {
        return giveUp();
      }
      refused.add(attempt);
      return Optional.empty();
    }

    @Override
    public Optional<Answer> distrusted(Outcome.Distrusted outcome) {
      health.distrusted(outcome);
      return giveUp();
    }

    private Optional<Answer> giveUp() {
      attempt.giveUp();
      return Optional.empty();
    }
  }
}
