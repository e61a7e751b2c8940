package org.postlabel.worker;

import java.util.concurrent.atomic.AtomicLong;

/** What a worker has done since somebody last asked. Thread-safe. */
public final class Tally {
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong throttled = new AtomicLong();
  private final AtomicLong fromLedger = new AtomicLong();

  void called(int queries) {
    calls.addAndGet(queries);
  }

  void retried(int queries) {
    retries.addAndGet(queries);
  }

  void throttled() {
    throttled.incrementAndGet();
  }

  void foundInLedger(int texts) {
    fromLedger.addAndGet(texts);
  }

  /** The counts since the last call of this method. */
  public Counts take() {
    return new Counts(
        calls.getAndSet(0), retries.getAndSet(0), throttled.getAndSet(0), fromLedger.getAndSet(0));
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
