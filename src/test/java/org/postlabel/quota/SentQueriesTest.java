package org.postlabel.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class SentQueriesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Property(tries = 500)
  void noWindowHoldsMoreThanTheQuotaHoweverLateQueriesAre(
      @ForAll @DoubleRange(min = 0.1, max = 2_000) double quota,
      @ForAll boolean perMinute,
      @ForAll Random random) {
    Pace pace = new Pace(quota, perMinute ? Duration.ofMinutes(1) : SECOND);
    Sending sending = new Sending(pace, random, random.nextDouble(), 0.8);
    sending.send((int) (4 * quota) + 10);

    assertThat(
        mostInAnyWindow(sending.times, pace.windowMicros()),
        lessThanOrEqualTo((int) Math.ceil(quota)));
  }

  @Property(tries = 20)
  void aFewWithALongDelayOverfillNoWindow(@ForAll Random random) {
    Pace pace = new Pace(1_000, SECOND);
    Sending sending = new Sending(pace, random, 0.3, 0.1);
    sending.send(20_000);

    List<Long> arrived = new ArrayList<>();
    for (int i = 0; i < sending.times.size(); i++) {
      boolean isLong = i % 1_000 < pace.maxTogether();
      arrived.add(sending.times.get(i) + (isLong ? 300_000 : random.nextInt(2_000)));
    }
    arrived.sort(null);
    assertThat(mostInAnyWindow(arrived, pace.windowMicros()), lessThanOrEqualTo(1_000));
  }

  @Property(tries = 50)
  void aFewThatAreVeryLateDelayNoOthers(
      @ForAll @DoubleRange(min = 500, max = 2_000) double quota, @ForAll Random random) {
    Pace pace = new Pace(quota, SECOND);
    int seconds = 60;
    Sending sending = new Sending(pace, random, 0.5 / quota, 0.5);
    sending.send((int) (quota * seconds));

    assertThat(sending.behindMicros, lessThan(20_000L));
  }

  private static int mostInAnyWindow(List<Long> times, long window) {
    int most = 0;
    int end = 0;
    for (int start = 0; start < times.size(); start++) {
      while (end < times.size() && times.get(end) < times.get(start) + window) {
        end++;
      }
      most = Math.max(most, end - start);
    }
    return most;
  }

  /** Queries that are permitted in their turns, and leave then or, with a chance, later. */
  private static final class Sending {
    private final Pace pace;
    private final Random random;
    private final double chanceOfDelay;
    private final double longestDelay;
    private final FakeClock clock = new FakeClock();
    private final SentQueries queries = new SentQueries(clock);
    private final PriorityQueue<Delayed> delayed =
        new PriorityQueue<>(Comparator.comparingLong(Delayed::leavesAt));
    private final List<Long> times = new ArrayList<>();
    private int permitted;

    /** How much later than its turn the last query was permitted. */
    private long behindMicros;

    /**
     * Queries of {@code pace}.
     *
     * @param longestDelay as a part of the window
     */
    Sending(Pace pace, Random random, double chanceOfDelay, double longestDelay) {
      this.pace = pace;
      this.random = random;
      this.chanceOfDelay = chanceOfDelay;
      this.longestDelay = longestDelay;
      clock.now = 0;
    }

    void send(int count) {
      while (permitted < count) {
        int together = Math.min(count - permitted, 1 + random.nextInt(pace.maxTogether()));
        permitted += together;
        passUntil((permitted - 1) * pace.intervalMicros());
        for (long room = room(together); room > clock.now; room = room(together)) {
          passUntil(room);
        }
        behindMicros = clock.now - (permitted - 1) * pace.intervalMicros();
        boolean isLate = random.nextDouble() < chanceOfDelay;
        long delay = isLate ? (long) (random.nextDouble() * longestDelay * pace.windowMicros()) : 0;
        delayed.add(new Delayed(clock.now + delay, together, queries.add(together)));
      }
      passUntil(Long.MAX_VALUE);
    }

    private long room(int together) {
      return queries.notBefore(together, pace);
    }

    private void passUntil(long micros) {
      while (!delayed.isEmpty() && delayed.peek().leavesAt <= micros) {
        Delayed leaving = delayed.remove();
        clock.now = Math.max(clock.now, leaving.leavesAt);
        leaving.permit.sent();
        for (int i = 0; i < leaving.queries; i++) {
          times.add(clock.now);
        }
      }
      if (micros < Long.MAX_VALUE) {
        clock.now = Math.max(clock.now, micros);
      }
    }
  }

  private record Delayed(long leavesAt, int queries, Permit permit) {}
}
