package org.postlabel.scoring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.postlabel.database.Outage;
import org.postlabel.metrics.Tally;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Usage;
import org.postlabel.quota.Pacer;
import org.postlabel.quota.Permit;
import org.postlabel.run.QueryBudget;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/**
 * Asks until every question is answered or given up for now: waits for the quota, sends, keeps what
 * is paid for, and asks the rest again. Thread-safe.
 */
final class Inquiry {
  private static final long LOOK_UP_MILLIS = 100;

  private final Scorer scorer;
  private final Pacer pacer;
  private final TokenGate tokens;
  private final ProviderHealth health;
  private final QueryBudget budget;
  private final RetryPolicy retries;
  private final Tally tally;
  private final Brake brake;

  Inquiry(
      Scorer scorer,
      Pacer pacer,
      TokenGate tokens,
      ProviderHealth health,
      QueryBudget budget,
      RetryPolicy retries,
      Tally tally) {
    this.scorer = scorer;
    this.pacer = pacer;
    this.tokens = tokens;
    this.health = health;
    this.budget = budget;
    this.retries = retries;
    this.tally = tally;
    this.brake = new Brake(pacer, retries);
  }

  /**
   * Asks {@code questions} and calls {@code settle} once for each text hash: with its answer when
   * {@code keeper} has it for good, with nothing when it is left for a later run.
   */
  void ask(
      List<Question> questions,
      Keeper keeper,
      StopSign stop,
      BiConsumer<String, Optional<Answer>> settle)
      throws InterruptedException {
    Deque<Attempt> waiting = new ArrayDeque<>();
    questions.forEach(question -> waiting.add(new Attempt(question)));
    while (!waiting.isEmpty()) {
      List<Attempt> request = nextRequest(waiting);
      Usage most = scorer.mostUsage(questionsOf(request));
      Optional<Permit> permit = permit(request.size(), most, stop);
      // The budget comes last: what is taken from it is sent.
      int queries = permit.isPresent() ? budget.take(scorer.queriesFor(request.size())) : 0;
      int allowed = Math.min(request.size(), scorer.questionsFor(queries));
      if (allowed == 0) {
        permit.ifPresent(unused -> tokens.settle(most, Usage.NONE));
        waiting.addAll(request);
        break;
      }
      waiting.addAll(request.subList(allowed, request.size()));
      Reply reply = send(request.subList(0, allowed), permit.get());
      tokens.settle(most, reply.usage);
      keep(reply.answers, keeper, stop, settle);
      List<Attempt> again = reply.again.stream().filter(a -> a.mayTryAgain(retries)).toList();
      reply.again.stream()
          .filter(attempt -> !attempt.mayTryAgain(retries))
          .forEach(attempt -> settle.accept(attempt.question.textHash(), Optional.empty()));
      waiting.addAll(again);
      if (reply.failed) {
        pause(again, reply.retryAfterOrNull, stop);
      }
    }
    waiting.forEach(attempt -> settle.accept(attempt.question.textHash(), Optional.empty()));
  }

  /** Tokens first: while they are waited for, no turn of the queries is held. */
  private Optional<Permit> permit(int questions, Usage most, StopSign stop)
      throws InterruptedException {
    Optional<Permit> ofTokens = tokens.await(most, stop::isSet);
    if (ofTokens.isEmpty()) {
      return ofTokens;
    }
    Optional<Permit> ofQueries = pacer.await(scorer.queriesFor(questions), stop::isSet);
    if (ofQueries.isEmpty()) {
      tokens.settle(most, Usage.NONE);
    }
    return ofQueries.map(
        permit ->
            () -> {
              ofTokens.get().sent();
              permit.sent();
            });
  }

  private List<Attempt> nextRequest(Deque<Attempt> waiting) {
    int size = Math.min(scorer.maxQuestionsPerRequest(), scorer.questionsFor(pacer.maxTogether()));
    List<Attempt> request = new ArrayList<>();
    while (!waiting.isEmpty()) {
      size = Math.min(size, scorer.maxTogether(waiting.peek().question));
      if (request.size() >= size) {
        break;
      }
      request.add(waiting.remove());
    }
    return request;
  }

  private static List<Question> questionsOf(List<Attempt> request) {
    return request.stream().map(attempt -> attempt.question).toList();
  }

  private Reply send(List<Attempt> request, Permit permit) {
    int again = (int) request.stream().filter(attempt -> attempt.calls > 0).count();
    request.forEach(attempt -> attempt.calls++);
    long sentNanos = System.nanoTime();
    Map<String, Outcome> outcomes = tally.ask(scorer, questionsOf(request), again, permit::sent);
    Reply reply = new Reply();
    for (Attempt attempt : request) {
      Outcome outcome = outcomes.get(attempt.question.textHash());
      reply.usage = reply.usage.plus(outcome == null ? Usage.NONE : outcome.usage());
      take(outcome == null ? MISSING : outcome, attempt, sentNanos, reply);
    }
    if (reply.failures == request.size()) {
      health.failed(reply.cause);
    } else {
      health.answered();
    }
    return reply;
  }

  private static final Outcome MISSING = Outcome.TryLater.noProvider("no answer for the text");

  private void take(Outcome outcome, Attempt attempt, long sentNanos, Reply reply) {
    if (outcome instanceof Outcome.Answered answered) {
      reply.answers.put(attempt.question.textHash(), answered.answer());
      if (answered.answer().isSuccessful()) {
        health.scored();
        brake.release(sentNanos);
      }
    } else if (outcome instanceof Outcome.AskAgain again) {
      Question amended = attempt.question.amended(again.amendments());
      if (scorer.maxTogether(amended) < scorer.maxTogether(attempt.question)) {
        attempt.callsInLargerCompany = attempt.calls;
      }
      attempt.question = amended;
      reply.again.add(attempt);
    } else if (outcome instanceof Outcome.Throttled throttled) {
      brake.pull(throttled, sentNanos);
      attempt.failed();
      reply.again.add(attempt);
    } else if (outcome instanceof Outcome.TryLater later) {
      attempt.failed();
      reply.failed(later);
      reply.again.add(attempt);
    } else if (outcome instanceof Outcome.Rejected rejected) {
      if (health.isTextAtFault(rejected.cause())) {
        reply.answers.put(attempt.question.textHash(), Answer.failed(Reason.REJECTED_BY_PROVIDER));
      } else {
        attempt.giveUp();
        reply.again.add(attempt);
      }
    } else if (outcome instanceof Outcome.Refused refused) {
      health.refused(refused.cause());
      attempt.giveUp();
      reply.again.add(attempt);
    } else if (outcome instanceof Outcome.Distrusted distrusted) {
      health.distrusted(distrusted.cause());
      attempt.giveUp();
      reply.again.add(attempt);
    }
  }

  private void keep(
      Map<String, Answer> answers,
      Keeper keeper,
      StopSign stop,
      BiConsumer<String, Optional<Answer>> settle) {
    if (answers.isEmpty()) {
      return;
    }
    boolean kept = true;
    try {
      keeper.keep(answers).join();
    } catch (CompletionException e) {
      kept = false;
      stop.set(
          new Stop(
              Stop.Kind.DATABASE,
              "the ledger cannot be written (" + Outage.cause(e) + "); run again"));
    }
    for (Map.Entry<String, Answer> answer : answers.entrySet()) {
      settle.accept(answer.getKey(), kept ? Optional.of(answer.getValue()) : Optional.empty());
    }
  }

  private void pause(List<Attempt> again, Duration retryAfterOrNull, StopSign stop)
      throws InterruptedException {
    int failures = again.stream().mapToInt(attempt -> attempt.failures).max().orElse(0);
    Duration pause = retryAfterOrNull == null ? retries.pauseAfter(failures) : retryAfterOrNull;
    long until = System.nanoTime() + pause.toNanos();
    while (!again.isEmpty() && !stop.isSet() && System.nanoTime() < until) {
      Thread.sleep(Math.min(LOOK_UP_MILLIS, Math.max(1, (until - System.nanoTime()) / 1_000_000)));
    }
  }

  /** Takes answers, by text hash; as {@link org.postlabel.ledger.Ledger#keep} does. */
  interface Keeper {
    CompletableFuture<Void> keep(Map<String, Answer> answers);
  }

  /** A question and what became of it so far. */
  private static final class Attempt {
    private Question question;
    private int calls;

    /** Calls that say nothing of the text, since others may have been at fault. */
    private int callsInLargerCompany;

    private int failures;
    private long firstFailureNanos;

    Attempt(Question question) {
      this.question = question;
    }

    void failed() {
      if (failures++ == 0) {
        firstFailureNanos = System.nanoTime();
      }
    }

    void giveUp() {
      failures = Integer.MAX_VALUE;
    }

    boolean mayTryAgain(RetryPolicy retries) {
      return calls - callsInLargerCompany < retries.maxAttempts()
          && failures < retries.maxAttempts()
          && (failures == 0 || System.nanoTime() - firstFailureNanos < retries.maxTime().toNanos());
    }
  }

  /** What one request brought. */
  private static final class Reply {
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<Attempt> again = new ArrayList<>();
    private Usage usage = Usage.NONE;
    private int failures;
    private boolean failed;
    private String cause;
    private Duration retryAfterOrNull;

    void failed(Outcome.TryLater later) {
      failures++;
      failed = true;
      cause = later.cause();
      if (later.retryAfterOrNull() != null) {
        retryAfterOrNull = later.retryAfterOrNull();
      }
    }
  }
}
