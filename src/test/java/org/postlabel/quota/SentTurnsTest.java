package org.postlabel.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class SentTurnsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Property(tries = 500)
  void noWindowHoldsMoreThanTheQuotaHoweverLateQueriesAre(
      @ForAll @DoubleRange(min = 0.1, max = 2_000) double quota,
      @ForAll boolean perMinute,
      @ForAll Random random) {
    Pace pace = new Pace(quota, perMinute ? Duration.ofMinutes(1) : SECOND);
    long[] sent = send(pace, (int) (4 * quota) + 10, random, random.nextDouble(), 0.2);

    int end = 0;
    for (int start = 0; start < sent.length; start++) {
      while (end < sent.length && sent[end] < sent[start] + pace.windowMicros()) {
        end++;
      }
      assertThat(end - start, lessThanOrEqualTo((int) Math.ceil(quota)));
    }
  }

  @Property(tries = 50)
  void beingLateNowAndThenCostsNoTurn(
      @ForAll @DoubleRange(min = 50, max = 2_000) double quota, @ForAll Random random) {
    Pace pace = new Pace(quota, SECOND);
    int seconds = 60;
    long[] sent = send(pace, (int) (quota * seconds), random, 1 / quota, 0.02);

    long behind = sent[sent.length - 1] - (sent.length - 1) * pace.intervalMicros();
    assertThat(behind, lessThan(100_000L));
  }

  /** Times of queries, each held up with a chance, for at most a part of the window. */
  private static long[] send(
      Pace pace, int queries, Random random, double chanceOfDelay, double longestDelay) {
    SentTurns turns = new SentTurns();
    long[] sent = new long[queries];
    long now = 0;
    int next = 0;
    while (next < queries) {
      int together = Math.min(queries - next, 1 + random.nextInt(pace.maxTogether()));
      long[] request = new long[together];
      for (int i = 0; i < together; i++) {
        request[i] = (next + i) * pace.intervalMicros();
        now = Math.max(now, Math.max(request[i], turns.notBefore(request[i], pace)));
      }
      if (random.nextDouble() < chanceOfDelay) {
        now += (long) (random.nextDouble() * longestDelay * pace.windowMicros());
      }
      turns.add(request, now, MicroClock.SYSTEM);
      for (int i = 0; i < together; i++) {
        sent[next++] = now;
      }
    }
    return sent;
  }
}
