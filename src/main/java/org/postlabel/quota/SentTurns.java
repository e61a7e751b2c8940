package org.postlabel.quota;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * When a worker used its turns. A query and the one that comes a quota later are kept a window
 * apart, however late the first was: then no window holds more than the quota, and being late once
 * costs no turn. Not thread-safe, but for the permits.
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

  /** Keeps that {@code turns} are used at {@code micros}, unless the permit says later. */
  Permit add(long[] turns, long micros, MicroClock clock) {
    List<Sent> ours = new ArrayList<>(turns.length);
    for (long turn : turns) {
      ours.add(new Sent(turn, micros));
    }
    sent.addAll(ours);
    return () -> {
      long now = clock.nowMicros();
      ours.forEach(used -> used.micros = now);
    };
  }

  private static final class Sent {
    private final long turn;
    private volatile long micros;

    Sent(long turn, long micros) {
      this.turn = turn;
      this.micros = micros;
    }
  }
}
