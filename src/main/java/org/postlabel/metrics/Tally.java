package org.postlabel.metrics;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/**
 * What a worker has done. Everything is counted once, here; the pipeline's metrics and the log of
 * traffic each take what is new to them. Thread-safe.
 */
public final class Tally {
  private final InstantSource clock;
  private final List<Stretch> closed = new ArrayList<>();
  private Counts total = Counts.NONE;
  private long answered;
  private Counts taken = Counts.NONE;
  private LongSummaryStatistics untakenLatencies = new LongSummaryStatistics();
  private long openFromSecond;
  private Counts totalBeforeOpen = Counts.NONE;
  private Histogram openLatencies = Latencies.none();
  private volatile LongConsumer listener = latencyMicros -> {};

  public Tally(InstantSource clock) {
    this.clock = clock;
    this.openFromSecond = stretchOf(clock.millis());
  }

  /**
   * Asks {@code scorer} and counts the queries, the time, and what became of them. Where all
   * questions of a request are one query, it counts once.
   *
   * @param again how many of {@code questions} were asked before
   * @param onSent is run when the request leaves
   */
  public Map<String, Outcome> ask(
      Scorer scorer, List<Question> questions, int again, Runnable onSent) {
    int queries = scorer.queriesFor(questions.size());
    add(new Counts(queries, Math.min(queries, again), 0, 0, 0));
    long sentNanos = System.nanoTime();
    Map<String, Outcome> outcomes = scorer.score(questions, onSent);
    returned(
        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sentNanos), queries, questions, outcomes);
    return outcomes;
  }

  private void returned(
      long latencyMicros, int queries, List<Question> questions, Map<String, Outcome> outcomes) {
    int throttled = 0;
    int failures = 0;
    int answers = 0;
    for (Question question : questions) {
      Outcome outcome = outcomes.get(question.textHash());
      if (outcome instanceof Outcome.Throttled) {
        throttled++;
      } else if (outcome == null
          || outcome instanceof Outcome.TryLater
          || outcome instanceof Outcome.Refused) {
        failures++;
      } else if (outcome instanceof Outcome.Answered) {
        answers++;
      }
    }
    synchronized (this) {
      answered += answers;
      add(new Counts(0, 0, Math.min(queries, throttled), Math.min(queries, failures), 0));
      openLatencies.recordValue(latencyMicros);
      untakenLatencies.accept(latencyMicros);
    }
    listener.accept(latencyMicros);
  }

  public void foundInLedger(int texts) {
    synchronized (this) {
      answered += texts;
    }
    add(new Counts(0, 0, 0, 0, texts));
  }

  private synchronized void add(Counts more) {
    long fromSecond = stretchOf(clock.millis());
    if (fromSecond != openFromSecond) {
      close(fromSecond);
    }
    total = total.plus(more);
  }

  /** Tells {@code listener}, too, the latency in microseconds of each request from now on. */
  public void tellLatencies(LongConsumer listener) {
    this.listener = listener;
  }

  /** The counts since there is this tally. */
  public synchronized Counts total() {
    return total;
  }

  /** Texts that were answered, by the provider or by the ledger, since there is this tally. */
  public synchronized long answered() {
    return answered;
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
    Stretch open = new Stretch(openFromSecond, total.minus(totalBeforeOpen), openLatencies);
    if (!open.isEmpty()) {
      closed.add(open);
      openLatencies = Latencies.none();
    }
    totalBeforeOpen = total;
    openFromSecond = nextFromSecond;
  }

  private static long stretchOf(long millis) {
    return Math.floorDiv(millis, Stretch.SECONDS * 1_000) * Stretch.SECONDS;
  }
}
