package org.postlabel.scoring;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;

/**
 * Asks a text that cannot be at fault, to find out whether a failure is the provider's or the
 * text's that failed. It is admitted and counted like all queries. Its answer is kept nowhere: one
 * of earlier would not show that the provider answers now. Thread-safe.
 */
final class ProviderCheck {
  /** Where the scorer asks again in another way. */
  private static final int MAX_CALLS = 4;

  private final ProviderClient client;
  private final Question question;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** When the last check began; none before the first. */
  private Optional<Long> begunNanos = Optional.empty();

  private Optional<Outcome> last = Optional.empty();

  /**
   * @param client that keeps nothing
   * @param text that any provider answers
   */
  ProviderCheck(ProviderClient client, String text) {
    this.client = client;
    this.question = Question.about(text);
  }

  /**
   * Asks, unless another thread asks after this is called: then both get its outcome.
   *
   * @return empty when the run stops: nothing was sent
   */
  Optional<Outcome> ask() throws InterruptedException {
    long calledNanos = System.nanoTime();
    oneAtATime.lockInterruptibly();
    try {
      if (begunNanos.isEmpty() || begunNanos.get() - calledNanos < 0) {
        begunNanos = Optional.of(System.nanoTime());
        last = send();
      }
      return last;
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Asks as {@link #ask} does; whether there is an answer. */
  boolean isAnswered() {
    return askUninterrupted().filter(outcome -> outcome instanceof Outcome.Answered).isPresent();
  }

  /** Asks as {@link #ask} does; whether the provider deals with texts, or is only throttled. */
  boolean isThere() {
    return askUninterrupted().filter(ProviderCheck::isOfProvider).isPresent();
  }

  /** Whether the provider that gives {@code outcome} is there, and its key is right. */
  static boolean isOfProvider(Outcome outcome) {
    return !(outcome instanceof Outcome.TryLater
        || outcome instanceof Outcome.Refused
        || outcome instanceof Outcome.Distrusted);
  }

  private Optional<Outcome> askUninterrupted() {
    try {
      return ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<Outcome> send() throws InterruptedException {
    Attempt attempt = new Attempt(question);
    Optional<Outcome> outcome = send(attempt);
    while (outcome.isPresent()
        && outcome.get() instanceof Outcome.AskAgain again
        && attempt.calls() < MAX_CALLS) {
      attempt.amend(attempt.question().amended(again.amendments()), false);
      outcome = send(attempt);
    }
    return outcome;
  }

  private Optional<Outcome> send(Attempt attempt) throws InterruptedException {
    return client
        .ask(List.of(attempt), unkept -> true)
        .map(reply -> reply.outcome(attempt).orElse(Round.MISSING));
  }
}
