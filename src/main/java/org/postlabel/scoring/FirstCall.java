package org.postlabel.scoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.ledger.CommitRetries;
import org.postlabel.ledger.DatabaseLedger;
import org.postlabel.ledger.Ledger;
import org.postlabel.metrics.Tally;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Usage;
import org.postlabel.quota.DatabaseSchedule;
import org.postlabel.quota.MicroClock;
import org.postlabel.quota.Pacer;
import org.postlabel.quota.Permit;
import org.postlabel.run.QueryBudget;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/**
 * Asks one text before a run begins, so that a wrong key or a wrong address costs a query or two,
 * within seconds, and touches no post. The answer is kept like any other, so it costs nothing
 * extra.
 */
public final class FirstCall {
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

  private FirstCall() {}

  /**
   * Asks the first of {@code questions}, which come in portions, that the ledger does not know;
   * sets {@code stopSign} when the provider cannot be used. The queries are counted in {@code
   * tally}.
   *
   * @return whether there was one; else the ledger knows all of them, and nobody is asked
   */
  public static boolean make(
      WorkerConfig config, Iterable<List<Question>> questions, StopSign stopSign, Tally tally)
      throws InterruptedException {
    WorkerLimits limits = config.limits();
    try (Ledger ledger =
        new DatabaseLedger(
            config.database(),
            config.scorer().scorerId(),
            config.runId(),
            limits.asksFailedAgain(),
            CommitRetries.DEFAULT)) {
      for (List<Question> portion : questions) {
        Optional<Question> first = firstUnknown(portion, ledger);
        if (first.isPresent()) {
          ask(config, first.get(), ledger, stopSign, tally);
          return true;
        }
        if (stopSign.isSet()) {
          break;
        }
      }
      return false;
    }
  }

  private static Optional<Question> firstUnknown(List<Question> questions, Ledger ledger) {
    Map<String, Answer> known =
        ledger.find(questions.stream().map(Question::textHash).distinct().toList());
    return questions.stream()
        .filter(question -> !known.containsKey(question.textHash()))
        .findFirst();
  }

  private static void ask(
      WorkerConfig config, Question first, Ledger ledger, StopSign stopSign, Tally tally)
      throws InterruptedException {
    WorkerLimits limits = config.limits();
    QueryBudget budget =
        new QueryBudget(
            config.database(),
            config.runId(),
            limits.maxQueries(),
            limits.deadlineOrNull(),
            stopSign);
    DatabaseSchedule schedule =
        new DatabaseSchedule(config.database(), config.quotaName(), MicroClock.SYSTEM);
    schedule.forgetLimit();
    Pacer pacer = new Pacer(config.pace(), schedule, MicroClock.SYSTEM);
    TokenGate tokens = TokenGate.of(config, stopSign);
    Question question = first;
    try (Scorer scorer = config.scorer().start(1, timeout(config, first))) {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Usage most = scorer.mostUsage(List.of(question));
        if (tokens.await(most, stopSign::isSet).isEmpty()) {
          break;
        }
        Optional<Permit> permit = pacer.await(1, stopSign::isSet);
        if (permit.isEmpty() || budget.take(1) == 0) {
          tokens.settle(most, Usage.NONE);
          break;
        }
        Outcome outcome =
            tally
                .ask(scorer, List.of(question), attempt == 1 ? 0 : 1, permit.get()::sent)
                .get(question.textHash());
        tokens.settle(most, outcome == null ? Usage.NONE : outcome.usage());
        if (outcome instanceof Outcome.Answered answered) {
          ledger.keep(Map.of(question.textHash(), answered.answer())).join();
          break;
        } else if (outcome instanceof Outcome.Rejected && ledger.hasScores()) {
          Answer rejected = Answer.failed(Reason.REJECTED_BY_PROVIDER);
          ledger.keep(Map.of(question.textHash(), rejected)).join();
          break;
        } else if (outcome instanceof Outcome.AskAgain again) {
          question = question.amended(again.amendments());
        } else if (outcome instanceof Outcome.Refused refused) {
          stopSign.set(new Stop(Stop.Kind.REFUSED, refused.cause()));
          break;
        } else if (outcome instanceof Outcome.Distrusted distrusted) {
          stopSign.set(new Stop(Stop.Kind.DISTRUSTED, distrusted.cause()));
          break;
        } else if (outcome instanceof Outcome.TryLater later && attempt == ATTEMPTS) {
          stopSign.set(stop(later));
        } else if (outcome == null || outcome instanceof Outcome.TryLater) {
          Thread.sleep(PAUSE.toMillis());
        } else {
          break; // Throttled, or a text that is refused: somebody is there.
        }
      }
    }
  }

  /** Who reads and writes texts may need as long as the user allows. */
  private static Duration timeout(WorkerConfig config, Question first) {
    Duration timeout = config.limits().requestTimeout();
    boolean isWriter = !config.scorer().expectedUsage(first.text()).equals(Usage.NONE);
    return isWriter || timeout.compareTo(LONGEST_WAIT) < 0 ? timeout : LONGEST_WAIT;
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
