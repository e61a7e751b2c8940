package org.postlabel.scoring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.postlabel.post.Answer;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Question;

/**
 * Asks until every question is answered or left for a later run, and keeps what is paid for.
 * Thread-safe.
 */
final class RetryLoop {
  private static final long CHECK_STOP_MILLIS = 100;

  private final ProviderClient client;
  private final ProviderHealth health;
  private final SharedBackoff backoff;
  private final RetryPolicy retries;
  private final StopSign stopSign;

  RetryLoop(
      ProviderClient client,
      ProviderHealth health,
      SharedBackoff backoff,
      RetryPolicy retries,
      StopSign stopSign) {
    this.client = client;
    this.health = health;
    this.backoff = backoff;
    this.retries = retries;
    this.stopSign = stopSign;
  }

  /**
   * Asks {@code questions} and calls {@code settle} once for each text hash: with its answer when
   * it is kept for good, with nothing when it is left for a later run. Between the attempts it
   * waits within {@code rest}.
   *
   * <p>When it fails, what was answered is kept, settled or not.
   */
  void ask(
      List<Question> questions,
      Keeper keeper,
      BiConsumer<String, Optional<Answer>> settle,
      Rest rest)
      throws InterruptedException {
    Deque<Attempt> waiting = new ArrayDeque<>();
    questions.forEach(question -> waiting.add(new Attempt(question)));
    while (!waiting.isEmpty()) {
      List<Attempt> request = nextRequest(waiting);
      Optional<Reply> reply = client.ask(request, keeper);
      if (reply.isEmpty()) {
        waiting.addAll(request);
        break;
      }
      List<Attempt> sent = reply.get().sent();
      waiting.addAll(request.subList(sent.size(), request.size()));
      if (reply.get().isKept()) {
        keeper.learnFrom(reply.get().answers().values());
      }
      Round round = new Round(reply.get(), client, health, backoff, retries);
      settle(reply.get().answers(), reply.get().isKept(), settle);
      if (!round.rejected().isEmpty()) {
        settle(round.rejected(), keeper.keep(round.rejected()), settle);
      }
      List<Attempt> again = new ArrayList<>();
      for (Attempt attempt : sent) {
        if (!round.hasSettled(attempt)) {
          if (attempt.mayTryAgain(retries)) {
            again.add(attempt);
          } else {
            settle.accept(attempt.textHash(), givenUp(attempt, keeper));
          }
        }
      }
      waiting.addAll(again);
      if (round.hasFailures() && !again.isEmpty()) {
        rest.take(() -> pause(again, round.retryAfter()));
      }
    }
    waiting.forEach(attempt -> settle.accept(attempt.textHash(), Optional.empty()));
  }

  /** What a thread gives away while it waits. */
  interface Rest {
    /** Waits as {@code pause} does. */
    void take(Pause pause) throws InterruptedException;
  }

  /** Waits for some time. */
  interface Pause {
    void await() throws InterruptedException;
  }

  private List<Attempt> nextRequest(Deque<Attempt> waiting) {
    int size = client.maxQuestions();
    List<Attempt> request = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Attempt next = waiting.peek();
      size = Math.min(size, Math.min(next.maxTogether(), client.maxTogether(next.question())));
      if (request.size() >= size) {
        break;
      }
      request.add(waiting.remove());
    }
    return request;
  }

  private static void settle(
      Map<String, Answer> answers, boolean isKept, BiConsumer<String, Optional<Answer>> settle) {
    answers.forEach(
        (textHash, answer) ->
            settle.accept(textHash, isKept ? Optional.of(answer) : Optional.empty()));
  }

  /** The answer of a question that has no further attempt, if it gets one. */
  private static Optional<Answer> givenUp(Attempt attempt, Keeper keeper)
      throws InterruptedException {
    if (!attempt.isTextInDoubt()) {
      return Optional.empty();
    }
    return keeper
        .givenUp(attempt.question(), attempt.sentNanos())
        .filter(answer -> keeper.keep(Map.of(attempt.textHash(), answer)));
  }

  private void pause(List<Attempt> again, Optional<Duration> retryAfter)
      throws InterruptedException {
    int failures = again.stream().mapToInt(Attempt::failures).max().orElse(0);
    Duration pause = retryAfter.orElseGet(() -> retries.pauseAfter(failures));
    long until = System.nanoTime() + pause.toNanos();
    while (!stopSign.isSet() && System.nanoTime() < until) {
      Thread.sleep(
          Math.min(CHECK_STOP_MILLIS, Math.max(1, (until - System.nanoTime()) / 1_000_000)));
    }
  }
}
