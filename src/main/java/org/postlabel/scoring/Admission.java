package org.postlabel.scoring;

import java.util.List;
import java.util.Optional;
import org.postlabel.database.Database;
import org.postlabel.post.Usage;
import org.postlabel.quota.DatabaseSchedule;
import org.postlabel.quota.MicroClock;
import org.postlabel.quota.Pacer;
import org.postlabel.quota.Permit;
import org.postlabel.quota.TokenLimits;
import org.postlabel.run.QueryBudget;
import org.postlabel.run.StopSign;
import org.postlabel.run.TokenBudget;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/**
 * Admits requests: first their tokens, so that no turn of the queries is held while tokens are
 * waited for; then their turn, which only a run gets that owns its row; at last the run's budget of
 * queries, so that what is taken from it is sent. Thread-safe.
 */
final class Admission {
  private static final Optional<Permit> FREE = Optional.of(() -> {});

  private final Scorer scorer;
  private final StopSign stopSign;
  private final TokenBudget tokenBudget;
  private final Pacer tokenPacer;
  private final Pacer pacer;
  private final QueryBudget queryBudget;

  Admission(WorkerConfig config, Scorer scorer, StopSign stopSign) {
    Database database = config.database();
    WorkerLimits limits = config.limits();
    String quota = config.quotaName();
    this.scorer = scorer;
    this.stopSign = stopSign;
    this.tokenBudget =
        new TokenBudget(
            database, config.runId(), limits.tokens(), stopSign, limits.requestTimeout());
    this.tokenPacer =
        new Pacer(
            limits.tokens().pace(),
            new DatabaseSchedule(
                database, quota + " tokens", config.runId(), stopSign::setLost, MicroClock.SYSTEM),
            MicroClock.SYSTEM);
    this.pacer =
        new Pacer(
            config.pace(),
            new DatabaseSchedule(
                database, quota, config.runId(), stopSign::setLost, MicroClock.SYSTEM),
            MicroClock.SYSTEM);
    this.queryBudget =
        new QueryBudget(
            database, config.runId(), limits.maxQueries(), limits.deadlineOrNull(), stopSign);
  }

  /** The pacer of queries. */
  Pacer pacer() {
    return pacer;
  }

  /**
   * Waits until a request of {@code questions} may be sent, and sends it, or the first of them when
   * the budget holds no more. Its answers are kept by then; only now are its tokens counted, and
   * those that it does not use given back, whatever happens.
   *
   * @return empty when the run stops or its budget is used up: nothing is sent
   */
  Optional<Reply> admit(List<Question> questions, Sending sending) throws InterruptedException {
    Usage most = scorer.mostUsage(questions);
    if (!tokenBudget.take(most)) {
      return Optional.empty();
    }
    Usage used = Usage.NONE;
    try {
      int queries = scorer.queriesFor(questions.size());
      Optional<Permit> tokens =
          most.equals(Usage.NONE)
              ? FREE
              : tokenPacer.await(TokenLimits.turnsOf(most.tokens()), stopSign::isSet);
      Optional<Permit> turn = tokens.isEmpty() ? tokens : pacer.await(queries, stopSign::isSet);
      int granted = turn.isEmpty() || stopSign.isSetNow() ? 0 : queryBudget.take(queries);
      int admitted = Math.min(questions.size(), scorer.questionsFor(granted));
      if (admitted == 0) {
        return Optional.empty();
      }
      Reply reply =
          sending.send(
              admitted,
              () -> {
                tokens.get().sent();
                turn.get().sent();
              });
      used = reply.usage();
      return Optional.of(reply);
    } finally {
      tokenBudget.settle(most, used);
    }
  }

  /** Sends requests that are admitted. */
  interface Sending {
    /**
     * Sends the first {@code questions} questions without delay, and runs {@code onSent} when the
     * request leaves.
     */
    Reply send(int questions, Runnable onSent);
  }
}
