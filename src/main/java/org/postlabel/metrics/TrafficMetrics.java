package org.postlabel.metrics;

import java.io.Serializable;
import java.util.LongSummaryStatistics;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;

/** What a worker sends, in the metrics of the step that holds this. */
public final class TrafficMetrics implements Serializable {
  private final Counter calls = Figure.CALLS.counter();
  private final Counter retries = Figure.RETRIES.counter();
  private final Counter throttled = Figure.THROTTLED.counter();
  private final Counter failures = Figure.FAILURES.counter();
  private final Counter fromLedger = Figure.FROM_LEDGER.counter();
  private final Distribution latency = Figure.REQUEST_LATENCY.distribution();

  /** Adds what {@code tally} has counted since the last call for it. */
  public void add(Tally tally) {
    Counts counts = tally.take();
    calls.inc(counts.calls());
    retries.inc(counts.retries());
    throttled.inc(counts.throttled());
    failures.inc(counts.failures());
    fromLedger.inc(counts.fromLedger());
    LongSummaryStatistics latencies = tally.takeLatencies();
    if (latencies.getCount() > 0) {
      latency.update(
          latencies.getSum(), latencies.getCount(), latencies.getMin(), latencies.getMax());
    }
  }
}
