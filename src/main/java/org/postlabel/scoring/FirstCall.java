package org.postlabel.scoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postlabel.ledger.Ledger;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;

/**
 * Asks one text before a run begins, so that a wrong key or a wrong address costs a query or two,
 * within seconds, and touches no post. The answer is kept like any other, so it costs nothing
 * extra. When the call fails, a text that cannot be at fault is asked: only if that fails too is
 * the provider unusable, and the stop sign of the run's worker set.
 */
public final class FirstCall {
  private static final int ATTEMPTS = 3;
  private static final int CHECKS = 2;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Worker worker;
  private final Ledger ledger;

  /** The first call of {@code worker}, before it scores anything. */
  public FirstCall(Worker worker) {
    this.worker = worker;
    this.ledger = worker.ledger();
  }

  /**
   * Asks the first of {@code questions}, which come in portions, of which the ledger lacks a
   * judgement.
   *
   * @return whether there was one; else nothing is asked
   */
  public boolean make(Iterable<List<Question>> questions) throws InterruptedException {
    for (List<Question> portion : questions) {
      Optional<Question> first = firstUnknown(portion);
      if (first.isPresent()) {
        worker.pacer().forgetLimit();
        worker.tokenQuota().forgetLimit();
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

  private Optional<Question> firstUnknown(List<Question> portion) {
    List<String> textHashes = portion.stream().map(Question::textHash).distinct().toList();
    for (int number = 1; number <= worker.config().scorer().judgements(); number++) {
      int judgement = number;
      Set<String> known = ledger.find(judgement, textHashes).keySet();
      Optional<Question> first =
          portion.stream().filter(question -> !known.contains(question.textHash())).findFirst();
      if (first.isPresent()) {
        return first.map(question -> question.ofJudgement(judgement));
      }
    }
    return Optional.empty();
  }

  private void ask(Question question) throws InterruptedException {
    Keeper keeper = answers -> worker.isKept(question.judgement(), answers);
    ProviderClient client = worker.quickClient(question.text(), keeper);
    Attempt attempt = new Attempt(question);
    boolean isAskedAgain = true;
    while (isAskedAgain && attempt.calls() < ATTEMPTS) {
      Optional<Reply> reply = client.ask(List.of(attempt), keeper);
      if (reply.isEmpty()) {
        return;
      }
      Outcome outcome = reply.get().outcome(attempt).orElse(Round.MISSING);
      isAskedAgain = outcome instanceof Outcome.AskAgain;
      if (outcome.accept(new TextHandler(attempt))) {
        return;
      }
    }
    checkProvider();
  }

  /** The text has failed, and gets its turn with all others if the provider is not the reason. */
  private void checkProvider() throws InterruptedException {
    for (int checks = 1; checks <= CHECKS; checks++) {
      Thread.sleep(PAUSE.toMillis());
      Optional<Outcome> outcome = worker.check().ask();
      if (outcome.isEmpty() || ProviderCheck.isOfProvider(outcome.get())) {
        return;
      }
      Outcome failure = ofTheCall(outcome.get());
      if (checks == CHECKS || !(failure instanceof Outcome.TryLater)) {
        worker.stopSign().set(stop(failure));
        return;
      }
    }
  }

  /** A refusal that is not certain is a failed call where texts were scored before. */
  private Outcome ofTheCall(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused && !refused.isCertain() && ledger.hasScores()
        ? Outcome.TryLater.because(refused.cause(), null)
        : outcome;
  }

  private static Stop stop(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return new Stop(Stop.Kind.REFUSED, refused.cause());
    }
    if (outcome instanceof Outcome.Distrusted distrusted) {
      return new Stop(Stop.Kind.DISTRUSTED, distrusted.cause());
    }
    Outcome.TryLater later = (Outcome.TryLater) outcome;
    return later.isProviderThere()
        ? new Stop(
            Stop.Kind.OUTAGE, "the provider is down (" + later.cause() + "); run again later")
        : new Stop(
            Stop.Kind.REFUSED,
            "the endpoint cannot be used: " + later.cause() + "; is its URL right?");
  }

  /** Gives whether the first call has done its work. */
  private final class TextHandler implements Outcome.Handler<Boolean> {
    private final Attempt attempt;

    TextHandler(Attempt attempt) {
      this.attempt = attempt;
    }

    /** It is kept. */
    @Override
    public Boolean answered(Outcome.Answered outcome) {
      return true;
    }

    @Override
    public Boolean askAgain(Outcome.AskAgain outcome) {
      attempt.amend(attempt.question().amended(outcome.amendments()), false);
      return false;
    }

    /** The provider is there, and its key is right. */
    @Override
    public Boolean throttled(Outcome.Throttled outcome) {
      return true;
    }

    @Override
    public Boolean tryLater(Outcome.TryLater outcome) {
      return false;
    }

    @Override
    public Boolean rejected(Outcome.Rejected outcome) {
      if (ledger.hasScores()) {
        worker.isKept(
            attempt.question().judgement(),
            Map.of(attempt.textHash(), Answer.failed(Reason.REJECTED_BY_PROVIDER)));
      }
      return true;
    }

    @Override
    public Boolean refused(Outcome.Refused outcome) {
      return false;
    }

    @Override
    public Boolean distrusted(Outcome.Distrusted outcome) {
      worker.stopSign().set(stop(outcome));
      return true;
    }
  }
}
