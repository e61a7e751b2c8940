package org.postlabel.worker;

import java.util.concurrent.atomic.LongAdder;

/** What a worker has done since somebody last asked. Thread-safe. */
public final class Tally {
  private final LongAdder calls = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final LongAdder fromLedger = new LongAdder();

  void called(int queries) {
    calls.add(queries);
  }

  void retried(int queries) {
    retries.add(queries);
  }

  void throttled() {
    throttled.increment();
  }

  void foundInLedger(int texts) {
    fromLedger.add(texts);
  }

  /** The counts since the last call of this method. */
  public Counts take() {
    return new Counts(
        calls.sumThenReset(),
        retries.sumThenReset(),
        throttled.sumThenReset(),
        fromLedger.sumThenReset());
  }

  /**
   * Counts of queries and texts.
   *
   * @param calls queries sent, retries included
   * @param retries queries sent again for a text
   * @param throttled queries that the provider refused for their number
   * @param fromLedger texts whose answer was there already
   */
  public record Counts(long calls, long retries, long throttled, long fromLedger) {}
}
