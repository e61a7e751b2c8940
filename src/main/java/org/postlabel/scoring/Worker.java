package org.postlabel.scoring;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postlabel.daemon.DaemonTimer;
import org.postlabel.database.CommitRetries;
import org.postlabel.database.Outage;
import org.postlabel.ledger.Ledger;
import org.postlabel.metrics.Tally;
import org.postlabel.metrics.TrafficLog;
import org.postlabel.post.Answer;
import org.postlabel.quota.Pacer;
import org.postlabel.quota.TokenQuota;
import org.postlabel.run.Heartbeat;
import org.postlabel.run.RunRow;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/**
 * Scores texts for all bundles of a JVM: each distinct text once, several requests in flight, no
 * faster than the quota. Thread-safe.
 */
public final class Worker implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final WorkerConfig config;
  private final Ledger ledger;
  private final Scorer scorer;
  private final StopSign stopSign;
  private final Heartbeat heartbeat;
  private final Tally tally;
  private final TrafficLog traffic;
  private final Admission admission;
  private final ProviderClient client;
  private final ProviderCheck check;
  private final GivenUpTexts givenUp;
  private final Judgements judgements;
  private final TextsInFlight uncached = new TextsInFlight();
  private final Optional<ShareWatch> shareWatch;
  private final RequestSlots slots;
  private final AtomicBoolean hasNotedEmulator = new AtomicBoolean();
  private final DaemonTimer throttledTimer;
  private final ExecutorService requestThreads =
      Executors.newCachedThreadPool(DaemonTimer.threads("postlabel-request"));

  Worker(WorkerConfig config) {
    this(config, ThrottledWatch.patience(config.pace()));
  }

  /**
   * @param throttledPatience how long every query may be throttled before the run stops
   */
  Worker(WorkerConfig config, Duration throttledPatience) {
    WorkerLimits limits = config.limits();
    this.config = config;
    this.tally = new Tally(InstantSource.system(), config.scorer().judgements());
    this.judgements = new Judgements(config.scorer(), this::buy);
    this.scorer = config.scorer().start(limits.maxRequestsInFlight(), limits.requestTimeout());
    this.stopSign = new StopSign(config.database(), config.runId());
    try {
      this.admission = new Admission(config, scorer, stopSign);
    } catch (RuntimeException e) { // The database may be unavailable.
      stopSign.close();
      scorer.close();
      throw e;
    }
    this.ledger = new Ledger(config.database(), config.lookup(), CommitRetries.DEFAULT);
    this.traffic = TrafficLog.start(config.database(), config.runId(), tally);
    this.client = new ProviderClient(scorer, admission, tally);
    String harmless = config.scorer().harmlessText();
    this.check = new ProviderCheck(quickClient(harmless, unkept -> true), harmless);
    this.shareWatch = ShareWatch.of(config, stopSign);
    ThrottledWatch throttled =
        new ThrottledWatch(stopSign, throttledPatience, InstantSource.system());
    this.throttledTimer = DaemonTimer.withDelay("postlabel-throttled", LOOK_EVERY, throttled::look);
    ProviderHealth health = new ProviderHealth(stopSign, throttled, this::hasEverScored, check);
    this.givenUp = new GivenUpTexts(config, health, stopSign);
    int slotsAtFirst = shareWatch.isEmpty() ? Integer.MAX_VALUE : ShareWatch.IN_FLIGHT_AT_FIRST;
    this.slots =
        new RequestSlots(
            new RetryLoop(
                client,
                health,
                new SharedBackoff(admission.pacer(), config.retries()),
                config.retries(),
                stopSign),
            stopSign,
            requestThreads,
            limits.maxRequestsInFlight(),
            Math.max(0, limits.maxRequestsInFlight() - slotsAtFirst));
    // Last, since a run counts as running for as long as it is renewed.
    this.heartbeat = new Heartbeat(new RunRow(config.database(), config.runId()));
  }

  /** Why this worker stops, when it does. */
  public StopSign stopSign() {
    return stopSign;
  }

  public Tally tally() {
    return tally;
  }

  WorkerConfig config() {
    return config;
  }

  Ledger ledger() {
    return ledger;
  }

  Pacer pacer() {
    return admission.pacer();
  }

  TokenQuota tokenQuota() {
    return admission.tokenQuota();
  }

  /** Tells a provider that is at fault from a text that is. */
  ProviderCheck check() {
    return check;
  }

  ProviderClient client() {
    return client;
  }

  /** The client of {@link ProviderClient#quick}; {@code late} keeps answers that come later. */
  ProviderClient quickClient(String text, Keeper late) {
    return client.quick(config, text, requestThreads, late);
  }

  /**
   * Finds or buys all judgements of {@code questions}, which have distinct texts. Returns when all
   * of them are under way, which may take as long as others are in flight.
   *
   * @return the answer to come, by text hash; empty when the text is left for a later run
   */
  public Map<String, CompletableFuture<Optional<Answer>>> score(Collection<Question> questions)
      throws InterruptedException {
    return judgements.ask(questions);
  }

  private void buy(int judgement, Map<String, TextsInFlight.Text> texts)
      throws InterruptedException {
    try {
      // Only now, so that an answer that another bundle has just committed is found.
      Map<String, Answer> kept = ledger.find(judgement, texts.keySet());
      tally.foundInLedger(kept.size());
      kept.forEach((textHash, answer) -> texts.remove(textHash).complete(Optional.of(answer)));
      slots.ask(texts, this::requestSize, new PostKeeper(judgement));
    } catch (InterruptedException | RuntimeException | Error e) {
      texts.values().forEach(text -> text.fail(e));
      throw e;
    }
  }

  /**
   * Asks {@code questions}, which have distinct texts, whether or not the ledger has answers, and
   * keeps none. For use before any text is scored.
   *
   * @return the answer to come, by text hash; empty when it never comes
   */
  Map<String, CompletableFuture<Optional<Answer>>> askUncached(List<Question> questions)
      throws InterruptedException {
    Map<String, TextsInFlight.Text> added = new LinkedHashMap<>();
    Map<String, CompletableFuture<Optional<Answer>>> answers = uncached.add(questions, added);
    slots.ask(added, this::requestSize, unkept -> true);
    return answers;
  }

  /**
   * Stops, and waits no longer than {@code patience} for answers in flight, whatever the provider
   * does: texts without an answer are left for a later run. Returns at once, unless the database is
   * slow.
   */
  public void stopWithin(Duration patience, Stop reason) {
    CompletableFuture.delayedExecutor(patience.toMillis(), MILLISECONDS).execute(this::waitNoMore);
    stopSign.set(reason);
  }

  private void waitNoMore() {
    judgements.leaveAll();
    uncached.leaveAll();
    scorer.close();
  }

  private int requestSize() {
    return Math.min(config.limits().maxRequestsInFlight(), client.maxQuestions());
  }

  /** Keeps {@code answers} in the ledger as judgements with this number; stops the run if not. */
  boolean isKept(int judgement, Map<String, Answer> answers) {
    try {
      ledger.keep(judgement, answers).join();
      noteEmulator();
      return true;
    } catch (CompletionException e) {
      stopSign.set(
          new Stop(
              Stop.Kind.DATABASE,
              "the ledger cannot be written (" + Outage.cause(e) + "); run again"));
      return false;
    }
  }

  /** Whether an emulator answers. */
  public boolean isEmulated() {
    return scorer.isEmulated();
  }

  /** What cannot be noted now is noted with the next answers: those are kept already. */
  private void noteEmulator() {
    if (scorer.isEmulated() && hasNotedEmulator.compareAndSet(false, true)) {
      try {
        new RunRow(config.database(), config.runId()).markEmulated();
      } catch (RuntimeException e) {
        if (!Outage.isBehind(e)) {
          throw e;
        }
        hasNotedEmulator.set(false);
      }
    }
  }

  /** A rejection that is paid for waits for this: an outage must not lose it. */
  private boolean hasEverScored() {
    try {
      return Outage.outlast(config.database(), ledger::hasScores, stopSign::isSet);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Keeps answers to posts, and watches their share. */
  private final class PostKeeper implements Keeper {
    private final int judgement;

    PostKeeper(int judgement) {
      this.judgement = judgement;
    }

    @Override
    public boolean keep(Map<String, Answer> answers) {
      return isKept(judgement, answers);
    }

    @Override
    public Optional<Answer> givenUp(Question question, long sentNanos) throws InterruptedException {
      return givenUp.failed(question, sentNanos);
    }

    @Override
    public void learnFrom(Collection<Answer> kept) {
      if (shareWatch.isPresent()) {
        kept.forEach(shareWatch.get()::add);
        if (shareWatch.get().isPastFirstWindow()) {
          slots.useAll();
        }
      }
    }
  }

  /**
   * Closes all that it has started, also when closing any of it fails. The run is renewed until the
   * ledger has written what it was given, and no longer.
   */
  @Override
  public void close() {
    try (traffic;
        stopSign;
        throttledTimer;
        scorer;
        heartbeat;
        ledger) { // In reverse order.
      if (stopSign.get().filter(stop -> stop.kind() == Stop.Kind.FAILED).isPresent()) {
        finishRequests();
      }
      requestThreads.shutdownNow();
    }
  }

  /** Waits for requests in flight, which cost something, of a pipeline that failed before them. */
  private void finishRequests() {
    requestThreads.shutdown();
    try {
      requestThreads.awaitTermination(config.limits().requestTimeout().toMillis(), MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
