package org.postlabel.scoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postlabel.ledger.Ledger;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Usage;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;

/**
 * Asks one text before a run begins, so that a wrong key or a wrong address costs a query or two,
 * within seconds, and touches no post. The answer is kept like any other, so it costs nothing
 * extra. It goes through the run's own worker, whose stop sign it sets when the provider cannot be
 * used.
 */
public final class FirstCall {
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

  private final Worker worker;
  private final Ledger ledger;

  /** The first call of {@code worker}, before it scores anything. */
  public FirstCall(Worker worker) {
    this.worker = worker;
    this.ledger = worker.ledger();
  }

  /**
   * Asks the first of {@code questions}, which come in portions, that the ledger does not know.
   *
   * @return whether there was one; else nothing is asked
   */
  public boolean make(Iterable<List<Question>> questions) throws InterruptedException {
    for (List<Question> portion : questions) {
      Set<String> known =
          ledger.find(portion.stream().map(Question::textHash).distinct().toList()).keySet();
      Optional<Question> first =
          portion.stream().filter(question -> !known.contains(question.textHash())).findFirst();
      if (first.isPresent()) {
        worker.pacer().forgetLimit();
        ask(first.get());
        // The slow start is for the run's first requests, and this one is long before them.
        worker.pacer().restart();
        return true;
      }
      if (worker.stopSign().isSet()) {
        break;
      }
    }
    return false;
  }

  private void ask(Question question) throws InterruptedException {
    ProviderClient client = client(question.text());
    Attempt attempt = new Attempt(question);
    Optional<Duration> pause = Optional.of(Duration.ZERO);
    while (pause.isPresent() && attempt.calls() < ATTEMPTS) {
      Thread.sleep(pause.get().toMillis());
      Optional<Reply> reply = client.ask(List.of(attempt), worker::isKept);
      if (reply.isEmpty()) {
        return;
      }
      Optional<Outcome> outcome = reply.get().outcome(attempt);
      pause =
          outcome.isEmpty()
              ? Optional.of(PAUSE)
              : outcome.get().accept(new OutcomeHandler(attempt));
    }
  }

  /** A scorer that generates text may take as long as the user allows. */
  private ProviderClient client(String text) {
    WorkerConfig config = worker.config();
    boolean isWriter = !config.scorer().expectedUsage(text).equals(Usage.NONE);
    return isWriter || config.limits().requestTimeout().compareTo(LONGEST_WAIT) <= 0
        ? worker.client()
        : worker.client(LONGEST_WAIT);
  }

  /** Gives the pause before the next attempt; empty when there is none. */
  private final class OutcomeHandler implements Outcome.Handler<Optional<Duration>> {
    private final Attempt attempt;

    OutcomeHandler(Attempt attempt) {
      this.attempt = attempt;
    }

    /** It is kept. */
    @Override
    public Optional<Duration> answered(Outcome.Answered outcome) {
      return Optional.empty();
    }

    @Override
    public Optional<Duration> askAgain(Outcome.AskAgain outcome) {
      attempt.amend(attempt.question().amended(outcome.amendments()), false);
      return Optional.of(Duration.ZERO);
    }

    /** The provider is there, and its key is right. */
    @Override
    public Optional<Duration> throttled(Outcome.Throttled outcome) {
      return Optional.empty();
    }

    @Override
    public Optional<Duration> tryLater(Outcome.TryLater outcome) {
      return attempt.calls() < ATTEMPTS ? Optional.of(PAUSE) : stop(stop(outcome));
    }

    @Override
    public Optional<Duration> rejected(Outcome.Rejected outcome) {
      if (ledger.hasScores()) {
        worker.isKept(Map.of(attempt.textHash(), Answer.failed(Reason.REJECTED_BY_PROVIDER)));
      }
      return Optional.empty();
    }

    @Override
    public Optional<Duration> refused(Outcome.Refused outcome) {
      return stop(new Stop(Stop.Kind.REFUSED, outcome.cause()));
    }

    @Override
    public Optional<Duration> distrusted(Outcome.Distrusted outcome) {
      return stop(new Stop(Stop.Kind.DISTRUSTED, outcome.cause()));
    }

    private Optional<Duration> stop(Stop stop) {
      worker.stopSign().set(stop);
      return Optional.empty();
    }

    private static Stop stop(Outcome.TryLater later) {
      return later.isProviderThere()
          ? new Stop(
              Stop.Kind.OUTAGE, "the provider is down (" + later.cause() + "); run again later")
          : new Stop(
              Stop.Kind.REFUSED,
              "the endpoint cannot be used: " + later.cause() + "; is its URL right?");
    }
  }
}
