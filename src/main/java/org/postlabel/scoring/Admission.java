package org.postlabel.scoring;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postlabel.database.Database;
import org.postlabel.post.Usage;
import org.postlabel.quota.DatabaseSchedule;
import org.postlabel.quota.MicroClock;
import org.postlabel.quota.Pacer;
import org.postlabel.quota.Permit;
import org.postlabel.quota.TokenQuota;
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
  private final Scorer scorer;
  private final StopSign stopSign;
  private final TokenBudget tokenBudget;
  private final TokenQuota tokenQuota;

  /** Held from a request's tokens to its turn, so that none is sent long after its tokens. */
  private final ReentrantLock queue = new ReentrantLock(true);

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
    this.tokenQuota =
        new TokenQuota(
            database,
            quota + " tokens",
            limits.tokens().tokensPerMinute(),
            config.runId(),
            stopSign::setLost,
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

  /** The tokens that the provider counts. */
  TokenQuota tokenQuota() {
    return tokenQuota;
  }

  /**
   * Waits until a request of {@code questions} may be sent, and sends it, or the first of them when
   * the budget holds no more. Its answers are kept by then; only now are its tokens counted, and
   * those that it does not use given back, whatever happens. The price of those that it may have
   * used without an answer is not given back.
   *
   * @return empty when the run stops or its budget is used up: nothing is sent
   */
  Optional<Reply> admit(List<Question> questions, Sending sending) throws InterruptedException {
    Usage most = scorer.mostUsage(questions);
    if (!tokenBudget.take(most)) {
      return Optional.empty();
    }
    Usage used = Usage.NONE;
    boolean mayBeCharged = false;
    try (Turn turn = turn(most, scorer.queriesFor(questions.size()))) {
      int granted = turn.isGranted() && !stopSign.isSetNow() ? queryBudget.take(turn.queries) : 0;
      int admitted = Math.min(questions.size(), scorer.questionsFor(granted));
      if (admitted == 0) {
        return Optional.empty();
      }
      turn.used = most.tokens(); // Until the answer tells.
      Reply reply = sending.send(admitted, turn::sent);
      used = reply.usage();
      mayBeCharged = turn.isSent && reply.mayBeCharged();
      turn.used = reply.mayHaveUsedMore() ? Math.max(most.tokens(), used.tokens()) : used.tokens();
      if (!most.equals(Usage.NONE)) {
        tokenQuota.limitedBy(scorer.tokensPerMinute());
      }
      return Optional.of(reply);
    } finally {
      if (mayBeCharged) {
        tokenBudget.settleUnanswered(most, used);
      } else {
        tokenBudget.settle(most, used);
      }
    }
  }

  private Turn turn(Usage most, int queries) throws InterruptedException {
    boolean isCounted = !most.equals(Usage.NONE) && tokenQuota.isLimited();
    if (isCounted) {
      queue.lockInterruptibly();
    }
    Turn turn = new Turn(queries);
    try {
      if (isCounted) {
        turn.tokens = tokenQuota.reserve(most.tokens(), stopSign::isSet);
      }
      if (!isCounted || turn.tokens.isPresent()) {
        turn.permit = pacer.await(queries, stopSign::isSet);
      }
      return turn;
    } catch (InterruptedException | RuntimeException | Error e) {
      turn.close();
      throw e;
    } finally {
      if (isCounted) {
        queue.unlock();
      }
    }
  }

  /** What a request was granted. Not thread-safe, but for {@link #sent}. */
  private static final class Turn implements AutoCloseable {
    private final int queries;
    private Optional<TokenQuota.Reservation> tokens = Optional.empty();
    private Optional<Permit> permit = Optional.empty();
    private long used;
    private volatile boolean isSent;

    Turn(int queries) {
      this.queries = queries;
    }

    boolean isGranted() {
      return permit.isPresent();
    }

    void sent() {
      isSent = true;
      tokens.ifPresent(TokenQuota.Reservation::sent);
      permit.ifPresent(Permit::sent);
    }

    @Override
    public void close() {
      tokens.ifPresent(reservation -> reservation.settle(used));
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
