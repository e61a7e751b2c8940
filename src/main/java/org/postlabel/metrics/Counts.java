package org.postlabel.metrics;

/**
 * Counts of queries and texts.
 *
 * @param calls queries sent, retries included
 * @param retries queries sent again for a text
 * @param throttled queries that the provider refused for their number
 * @param failures queries that failed otherwise and may be retried, now or by another run
 * @param fromLedger texts whose answer was there already
 */
public record Counts(long calls, long retries, long throttled, long failures, long fromLedger) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  public Counts plus(Counts other) {
    return new Counts(
        calls + other.calls,
        retries + other.retries,
        throttled + other.throttled,
        failures + other.failures,
        fromLedger + other.fromLedger);
  }

  Counts minus(Counts other) {
    return new Counts(
        calls - other.calls,
        retries - other.retries,
        throttled - other.throttled,
        failures - other.failures,
        fromLedger - other.fromLedger);
  }
}
