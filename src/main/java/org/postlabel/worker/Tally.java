package org.postlabel.worker;

import java.util.concurrent.atomic.AtomicLong;

/** What a worker has done. Thread-safe. */
public final class Tally {
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong throttled = new AtomicLong();
  private final AtomicLong fromLedger = new AtomicLong();
  private Counts taken = new Counts(0, 0, 0, 0);

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
  public synchronized Counts take() {
    Counts total = total();
    Counts fresh =
        new Counts(
            total.calls - taken.calls,
            total.retries - taken.retries,
            total.throttled - taken.throttled,
            total.fromLedger - taken.fromLedger);
    taken = total;
    return fresh;
  }

  /** The counts since the worker began. */
  public Counts total() {
    return new Counts(calls.get(), retries.get(), throttled.get(), fromLedger.get());
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
