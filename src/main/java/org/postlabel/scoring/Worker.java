package org.postlabel.scoring;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postlabel.ledger.CommitRetries;
import org.postlabel.ledger.DatabaseLedger;
import org.postlabel.ledger.Ledger;
import org.postlabel.metrics.Tally;
import org.postlabel.metrics.TrafficLog;
import org.postlabel.post.Answer;
import org.postlabel.quota.DatabaseSchedule;
import org.postlabel.quota.MicroClock;
import org.postlabel.quota.Pacer;
import org.postlabel.run.EarlierShare;
import org.postlabel.run.Heartbeat;
import org.postlabel.run.QueryBudget;
import org.postlabel.run.RunRow;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/**
 * Scores texts for all bundles of a JVM: each distinct text once, several requests in flight, no
 * faster than the quota. Thread-safe.
 */
public final class Worker implements AutoCloseable {
  private final int maxInFlight;
  private final Ledger ledger;
  private final Scorer scorer;
  private final Pacer pacer;
  private final StopSign stopSign;
  private final Heartbeat heartbeat;
  private final Tally tally = new Tally(InstantSource.system());
  private final TrafficLog traffic;
  private final Inquiry inquiry;
  private final Optional<ShareWatch> shareWatch;
  private final Semaphore inFlight;

  /** Room in flight that is not given yet. */
  private final AtomicInteger heldBack;

  private final ConcurrentMap<String, Promise> promises = new ConcurrentHashMap<>();
  private final ExecutorService requests =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "postlabel-request");
            thread.setDaemon(true);
            return thread;
          });

  private Worker(WorkerConfig config, Ledger ledger, Scorer scorer, Pacer pacer) {
    this.maxInFlight = config.limits().maxRequestsInFlight();
    this.ledger = ledger;
    this.scorer = scorer;
    this.pacer = pacer;
    this.stopSign = new StopSign(config.database(), config.runId());
    this.heartbeat = new Heartbeat(new RunRow(config.database(), config.runId()));
    this.traffic = TrafficLog.start(config.database(), config.runId(), tally);
    this.shareWatch = shareWatch(config);
    this.heldBack =
        new AtomicInteger(
            shareWatch.isEmpty() ? 0 : Math.max(0, maxInFlight - ShareWatch.IN_FLIGHT_AT_FIRST));
    this.inFlight = new Semaphore(maxInFlight - heldBack.get(), true);
    this.inquiry =
        new Inquiry(
            scorer,
            pacer,
            TokenGate.of(config, stopSign),
            new ProviderHealth(stopSign, ledger::hasScores),
            new QueryBudget(
                config.database(),
                config.runId(),
                config.limits().maxQueries(),
                config.limits().deadlineOrNull(),
                stopSign),
            config.retries(),
            tally);
  }

  private Optional<ShareWatch> shareWatch(WorkerConfig config) {
    return config
        .scorer()
        .watchedShare()
        .map(
            watched ->
                new ShareWatch(
                    watched,
                    () ->
                        EarlierShare.find(
                            config.database(), watched, config.runId(), ShareWatch.LEAST_REFERENCE),
                    stopSign));
  }

  static Worker start(WorkerConfig config) {
    String scorerId = config.scorer().scorerId();
    return new Worker(
        config,
        new DatabaseLedger(
            config.database(),
            scorerId,
            config.runId(),
            config.limits().asksFailedAgain(),
            CommitRetries.DEFAULT),
        config
            .scorer()
            .start(config.limits().maxRequestsInFlight(), config.limits().requestTimeout()),
        new Pacer(
            config.pace(),
            new DatabaseSchedule(config.database(), config.quotaName(), MicroClock.SYSTEM),
            MicroClock.SYSTEM));
  }

  /** Why this worker stops, when it does. */
  public StopSign stopSign() {
    return stopSign;
  }

  public Tally tally() {
    return tally;
  }

  /**
   * Finds or buys the answers to {@code questions}, which have distinct texts. Returns when all of
   * them are under way, which may take as long as others are in flight.
   *
   * @return the answer to come, by text hash; empty when the text is left for a later run
   */
  public Map<String, CompletableFuture<Optional<Answer>>> score(Collection<Question> questions)
      throws InterruptedException {
    Map<String, CompletableFuture<Optional<Answer>>> answers = new HashMap<>();
    Map<String, Promise> ours = new LinkedHashMap<>();
    for (Question question : questions) {
      Promise promise = new Promise(question);
      Promise earlier = promises.putIfAbsent(question.textHash(), promise);
      answers.put(question.textHash(), (earlier == null ? promise : earlier).answer);
      if (earlier == null) {
        ours.put(question.textHash(), promise);
      }
    }
    try {
      // Asked only now: an answer that another bundle has just committed is seen here.
      Map<String, Answer> kept = ledger.find(ours.keySet());
      tally.foundInLedger(kept.size());
      kept.forEach((textHash, answer) -> settle(ours.remove(textHash), Optional.of(answer)));
      dispatch(ours, this::keep);
    } catch (InterruptedException | RuntimeException e) {
      ours.values().forEach(promise -> fail(promise, e));
      throw e;
    }
    return answers;
  }

  /**
   * Asks {@code questions}, which have distinct texts, whatever the ledger knows; it learns nothing
   * of the answers. For use before any text is scored.
   *
   * @return the answer to come, by text hash; empty when it never comes
   */
  Map<String, CompletableFuture<Optional<Answer>>> askBesideTheLedger(List<Question> questions)
      throws InterruptedException {
    Map<String, CompletableFuture<Optional<Answer>>> answers = new HashMap<>();
    Map<String, Promise> waiting = new LinkedHashMap<>();
    for (Question question : questions) {
      Promise promise = new Promise(question);
      answers.put(question.textHash(), promise.answer);
      waiting.put(question.textHash(), promise);
    }
    dispatch(waiting, unkept -> CompletableFuture.completedFuture(null));
    return answers;
  }

  /** What is handed over to a request leaves {@code waiting}: whatever happens, it is answered. */
  private void dispatch(Map<String, Promise> waiting, Inquiry.Keeper keeper)
      throws InterruptedException {
    while (!waiting.isEmpty()) {
      List<Promise> request = waiting.values().stream().limit(requestSize()).toList();
      if (!waitForRoom(request.size())) {
        waiting.values().forEach(promise -> settle(promise, Optional.empty()));
        return;
      }
      requests.execute(() -> ask(request, keeper));
      request.forEach(promise -> waiting.remove(promise.question.textHash()));
    }
  }

  private CompletableFuture<Void> keep(Map<String, Answer> answers) {
    if (shareWatch.isPresent()) {
      answers.values().forEach(shareWatch.get()::add);
      if (shareWatch.get().isPastFirstWindow()) {
        inFlight.release(heldBack.getAndSet(0));
      }
    }
    return ledger.keep(answers);
  }

  private int requestSize() {
    int questions = scorer.questionsFor(pacer.maxTogether());
    return Math.min(maxInFlight, Math.min(scorer.maxQuestionsPerRequest(), questions));
  }

  private boolean waitForRoom(int size) throws InterruptedException {
    while (!stopSign.isSet()) {
      if (inFlight.tryAcquire(size, 200, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  private void ask(List<Promise> request, Inquiry.Keeper keeper) {
    Map<String, Promise> open = new LinkedHashMap<>();
    request.forEach(promise -> open.put(promise.question.textHash(), promise));
    try {
      inquiry.ask(
          request.stream().map(promise -> promise.question).toList(),
          keeper,
          stopSign,
          (textHash, answer) -> {
            settle(open.remove(textHash), answer);
            inFlight.release();
          });
    } catch (InterruptedException | RuntimeException e) {
      open.values().forEach(promise -> fail(promise, e));
      inFlight.release(open.size());
    }
  }

  private void settle(Promise promise, Optional<Answer> answer) {
    promises.remove(promise.question.textHash(), promise);
    promise.answer.complete(answer);
  }

  private void fail(Promise promise, Exception error) {
    promises.remove(promise.question.textHash(), promise);
    promise.answer.completeExceptionally(error);
  }

  @Override
  public void close() {
    requests.shutdownNow();
    ledger.close();
    scorer.close();
    stopSign.close();
    heartbeat.close();
    traffic.close();
  }

  private static final class Promise {
    private final Question question;
    private final CompletableFuture<Optional<Answer>> answer = new CompletableFuture<>();

    Promise(Question question) {
      this.question = question;
    }
  }
}
