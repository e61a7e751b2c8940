package org.postlabel.quota;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * When a worker's last queries left, in the order in which they did: no window holds more of them
 * than the quota, however late some were. Thread-safe, and so are the permits.
 */
final class SentQueries {
  /** By which factor late queries may exceed the pace. */
  private static final int CATCHING_UP = 2;

  private final MicroClock clock;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private long queries;

  SentQueries(MicroClock clock) {
    this.clock = clock;
  }

  /**
   * The earliest time at which {@code more} queries may leave together, in microseconds, as far as
   * is known now: a query that has not left yet counts as sent when it was permitted. Late queries
   * catch up at no more than twice the pace, so that they do not come all at once.
   */
  synchronized long notBefore(long more, Pace pace) {
    long apart = pace.leastApartMicros();
    long longAgo = clock.nowMicros() - apart;
    while (!sent.isEmpty() && sent.peek().micros <= longAgo) {
      queries -= sent.remove().queries;
    }
    long tooMany = queries + more - pace.queriesApart();
    long earliest =
        sent.isEmpty()
            ? Long.MIN_VALUE
            : sent.getLast().micros + more * pace.intervalMicros() / CATCHING_UP;
    for (Iterator<Sent> oldest = sent.iterator(); tooMany > 0 && oldest.hasNext(); ) {
      Sent leaving = oldest.next();
      tooMany -= leaving.queries;
      earliest = Math.max(earliest, leaving.micros + apart);
    }
    return earliest;
  }

  /** Records that {@code together} queries leave now, or later when the permit is used. */
  synchronized Permit add(int together) {
    Sent request = new Sent(clock.nowMicros(), together);
    append(request);
    return () -> leave(request);
  }

  private synchronized void leave(Sent request) {
    if (sent.removeLastOccurrence(request)) {
      queries -= request.queries;
    }
    append(new Sent(clock.nowMicros(), request.queries));
  }

  private void append(Sent request) {
    sent.add(request);
    queries += request.queries;
  }

  /** A class, not a record: two requests of one moment are not the same. */
  private static final class Sent {
    private final long micros;
    private final int queries;

    Sent(long micros, int queries) {
      this.micros = micros;
      this.queries = queries;
    }
  }
}
