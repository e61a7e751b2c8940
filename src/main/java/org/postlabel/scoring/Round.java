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
  private static final Outcome.TryLater MISSING =
      Outcome.TryLater.noProvider("no answer for the text");

  private final Reply reply;
  private final ProviderClient client;
  private final ProviderHealth health;
  private final SharedBackoff backoff;
  private final Map<String, Answer> rejected = new HashMap<>();
  private final List<Outcome.TryLater> failures = new ArrayList<>();

  Round(Reply reply, ProviderClient client, ProviderHealth health, SharedBackoff backoff) {
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
    if (failures.size() == reply.sent().size()) {
      health.failed(failures.get(failures.size() - 1).cause());
    } else {
      health.answered();
    }
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
      return Optional.empty();
    }

    @Override
    public Optional<Answer> throttled(Outcome.Throttled outcome) {
      health.throttled(outcome);
      backoff.throttled(outcome, reply.sentNanos());
      attempt.failed();
      return Optional.empty();
    }

    @Override
    public Optional<Answer> tryLater(Outcome.TryLater outcome) {
      failures.add(outcome);
      attempt.failed();
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
      health.refused(outcome.cause());
      return giveUp();
    }

    @Override
    public Optional<Answer> distrusted(Outcome.Distrusted outcome) {
      health.distrusted(outcome.cause());
      return giveUp();
    }

    private Optional<Answer> giveUp() {
      attempt.giveUp();
      return Optional.empty();
    }
  }
}
