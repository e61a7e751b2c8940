package org.postlabel.metrics;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.postlabel.scorer.Outcome;

/**
 * Counts the requests of a worker and their outcomes, once; the pipeline's metrics and the log of
 * traffic each take what is new to them. Thread-safe.
 */
public final class Tally {
  private final InstantSource clock;
  private final int answersPerText;
  private final List<Stretch> closed = new ArrayList<>();
  private Counts total = Counts.NONE;
  private long answers;
  private Counts taken = Counts.NONE;
  private LongSummaryStatistics untakenLatencies = new LongSummaryStatistics();
  private long openFromSecond;
  private Counts totalBeforeOpen = Counts.NONE;
  private long answeredBeforeOpen;
  private Histogram openLatencies = Latencies.none();
  private volatile LongConsumer listener = latencyMicros -> {};

  /**
   * @param answersPerText how many answers a text gets before it is answered
   */
  public Tally(InstantSource clock, int answersPerText) {
    this.clock = clock;
    this.answersPerText = answersPerText;
    this.openFromSecond = stretchOf(clock.millis());
  }

  /**
   * Counts a request that is being sent.
   *
   * @param queries what it costs of the quota
   * @param again how many of its questions were asked before
   */
  public void sent(int queries, int again) {
    add(new Counts(queries, Math.min(queries, again), 0, 0, 0));
  }

  /**
   * Counts the outcomes of a request of {@code queries} queries; where all questions of a request
   * are one query, it counts once.
   *
   * @param unanswered how many of its questions have no outcome
   */
  public void returned(
      int queries, Collection<Outcome> outcomes, int unanswered, long latencyMicros) {
    Map<Kind, Integer> kinds = new EnumMap<>(Map.of(Kind.FAILED, unanswered));
    outcomes.forEach(outcome -> kinds.merge(outcome.accept(KIND), 1, Integer::sum));
    int throttled = Math.min(queries, kinds.getOrDefault(Kind.THROTTLED, 0));
    int failures = Math.min(queries, kinds.getOrDefault(Kind.FAILED, 0));
    synchronized (this) {
      add(new Counts(0, 0, throttled, failures, 0));
      answers += kinds.getOrDefault(Kind.ANSWERED, 0);
      openLatencies.recordValue(latencyMicros);
      untakenLatencies.accept(latencyMicros);
    }
    listener.accept(latencyMicros);
  }

  /** Counts answers that were there already. */
  public synchronized void foundInLedger(int found) {
    add(new Counts(0, 0, 0, 0, found));
    answers += found;
  }

  private synchronized void add(Counts more) {
    long fromSecond = stretchOf(clock.millis());
    if (fromSecond != openFromSecond) {
      close(fromSecond);
    }
    total = total.plus(more);
  }

  /** Calls {@code listener} with the latency in microseconds of each request from now on. */
  public void onLatency(LongConsumer listener) {
    this.listener = listener;
  }

  /** The counts since the worker started. */
  public synchronized Counts total() {
    return total;
  }

  /** Texts that were answered, by the provider or from the ledger, since the worker started. */
  public synchronized long answered() {
    return answers / answersPerText;
  }

  /** The counts since the last call of this method. */
  public synchronized Counts take() {
    Counts since = total.minus(taken);
    taken = total;
    return since;
  }

  /** The latencies in microseconds of the requests since the last call of this method. */
  public synchronized LongSummaryStatistics takeLatencies() {
    LongSummaryStatistics since = untakenLatencies;
    untakenLatencies = new LongSummaryStatistics();
    return since;
  }

  /** What was sent since the last call of this method, by stretch. */
  synchronized List<Stretch> takeStretches() {
    close(stretchOf(clock.millis()));
    List<Stretch> since = List.copyOf(closed);
    closed.clear();
    return since;
  }

  private void close(long nextFromSecond) {
    Stretch open =
        new Stretch(
            openFromSecond,
            total.minus(totalBeforeOpen),
            answered() - answeredBeforeOpen,
            openLatencies);
    if (!open.isEmpty()) {
      closed.add(open);
      openLatencies = Latencies.none();
    }
    totalBeforeOpen = total;
    answeredBeforeOpen = answered();
    openFromSecond = nextFromSecond;
  }

  private static long stretchOf(long millis) {
    return Math.floorDiv(millis, Stretch.SECONDS * 1_000) * Stretch.SECONDS;
  }

  /** What an outcome counts as. */
  private enum Kind {
    ANSWERED,
    THROTTLED,
    FAILED,
    OTHER
  }

  private static final Outcome.Handler<Kind> KIND =
      new Outcome.Handler<>() {
        @Override
        public Kind answered(Outcome.Answered outcome) {
          return Kind.ANSWERED;
        }

        @Override
        public Kind askAgain(Outcome.AskAgain outcome) {
          return Kind.OTHER;
        }

        @Override
        public Kind throttled(Outcome.Throttled outcome) {
          return Kind.THROTTLED;
        }

        @Override
        public Kind tryLater(Outcome.TryLater outcome) {
          return Kind.FAILED;
        }

        @Override
        public Kind rejected(Outcome.Rejected outcome) {
          return Kind.OTHER;
        }

        @Override
        public Kind refused(Outcome.Refused outcome) {
          return Kind.FAILED;
        }

        @Override
        public Kind distrusted(Outcome.Distrusted outcome) {
          return Kind.OTHER;
        }
      };
}
