package org.postlabel.quota;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * When a worker used its turns. A query and the one that comes a quota later are kept a window
 * apart, however late the first was: then no window holds more than the quota, and being late once
 * costs no turn. Not thread-safe.
 */
final class SentTurns {
  private final Queue<Sent> sent = new ArrayDeque<>();
  private long notBefore = Long.MIN_VALUE;

  /**
   * The earliest time at which {@code turn} may be used, in microseconds. Turns are asked for in
   * their order.
   */
  long notBefore(long turn, Pace pace) {
    while (!sent.isEmpty() && sent.peek().turn <= turn - pace.scheduledApartMicros()) {
      notBefore = sent.remove().micros + pace.leastApartMicros();
    }
    return notBefore;
  }

  /** Keeps that {@code turns} were used at {@code micros}. */
  void add(long[] turns, long micros) {
    for (long turn : turns) {
      sent.add(new Sent(turn, micros));
    }
  }

  private record Sent(long turn, long micros) {}
}
