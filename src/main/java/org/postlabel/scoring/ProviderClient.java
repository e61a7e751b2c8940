package org.postlabel.scoring;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.postlabel.metrics.Tally;
import org.postlabel.post.Answer;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/** Asks the provider, once admitted, and counts it: the only place that does. Thread-safe. */
final class ProviderClient {
  private static final Duration LONGEST_QUICK_CALL = Duration.ofSeconds(8);

  private final Scorer scorer;
  private final Admission admission;
  private final Tally tally;
  private final BiFunction<List<Question>, Runnable, Map<String, Outcome>> call;

  ProviderClient(Scorer scorer, Admission admission, Tally tally) {
    this(scorer, admission, tally, scorer::score);
  }

  private ProviderClient(
      Scorer scorer,
      Admission admission,
      Tally tally,
      BiFunction<List<Question>, Runnable, Map<String, Outcome>> call) {
    this.scorer = scorer;
    this.admission = admission;
    this.tally = tally;
    this.call = call;
  }

  /**
   * Asks about {@code text} for a few seconds only, so that a provider that does not answer is soon
   * found out; one that generates text may take as long as the user allows.
   *
   * @param late keeps answers that come later
   */
  ProviderClient quick(WorkerConfig config, String text, Executor threads, Keeper late) {
    boolean isWriter = !config.scorer().expectedUsage(text).equals(Usage.NONE);
    return isWriter || config.limits().requestTimeout().compareTo(LONGEST_QUICK_CALL) <= 0
        ? this
        : withTimeout(LONGEST_QUICK_CALL, threads, late);
  }

  /** Asks for no longer than {@code timeout}; {@code late} keeps the answers that come later. */
  ProviderClient withTimeout(Duration timeout, Executor threads, Keeper late) {
    return new ProviderClient(
        scorer,
        admission,
        tally,
        (questions, onSent) -> {
          CompletableFuture<Map<String, Outcome>> called =
              CompletableFuture.supplyAsync(() -> call.apply(questions, onSent), threads);
          Map<String, Outcome> none =
              questions.stream()
                  .collect(
                      toMap(
                          Question::textHash,
                          question -> Outcome.TryLater.noProvider("no answer in time")));
          Map<String, Outcome> inTime =
              called.copy().completeOnTimeout(none, timeout.toMillis(), MILLISECONDS).join();
          if (inTime == none) {
            var unused = called.thenAccept(outcomes -> keep(Reply.answers(outcomes), late));
          }
          return inTime;
        });
  }

  private static boolean keep(Map<String, Answer> answers, Keeper keeper) {
    return answers.isEmpty() || keeper.keep(answers);
  }

  /** How many questions one request may hold now. */
  int maxQuestions() {
    return Math.min(
        scorer.maxQuestionsPerRequest(), scorer.questionsFor(admission.pacer().maxTogether()));
  }

  /** How many questions a request may hold that holds {@code question}. */
  int maxTogether(Question question) {
    return scorer.maxTogether(question);
  }

  /**
   * Waits until a request is admitted, and asks the first of {@code attempts} as far as the run's
   * budget goes. What is answered goes to {@code keeper} at once.
   *
   * @return empty when the run stops: nothing was sent
   */
  Optional<Reply> ask(List<Attempt> attempts, Keeper keeper) throws InterruptedException {
    return admission.admit(
        attempts.stream().map(Attempt::question).toList(),
        (questions, onSent) -> send(attempts.subList(0, questions), onSent, keeper));
  }

  private Reply send(List<Attempt> sent, Runnable onSent, Keeper keeper) {
    int queries = scorer.queriesFor(sent.size());
    tally.sent(queries, (int) sent.stream().filter(attempt -> attempt.calls() > 0).count());
    sent.forEach(Attempt::called);
    long sentNanos = System.nanoTime();
    Map<String, Outcome> outcomes =
        call.apply(sent.stream().map(Attempt::question).toList(), onSent);
    long micros = NANOSECONDS.toMicros(System.nanoTime() - sentNanos);
    boolean isKept = keep(Reply.answers(outcomes), keeper);
    Reply reply = new Reply(sent, outcomes, sentNanos, isKept);
    tally.returned(queries, reply.outcomes(), sent.size() - reply.outcomes().size(), micros);
    return reply;
  }
}
