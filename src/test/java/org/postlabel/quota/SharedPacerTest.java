package org.postlabel.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker does where others take turns of the same quota. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedPacerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeClock clock = new FakeClock();
  private final FakeSchedule schedule = new FakeSchedule(clock);

  @Test
  void movesTheOthersBackSoonerWhereTheyTakeTurnsToo() throws InterruptedException {
    Pace pace = new Pace(10, SECOND);
    Pacer pacer = pacer(pace);
    schedule.isShared = true;
    pacer.await(1, PacerTest::never);
    clock.oversleep = pace.maxLateMicros();

    PacerTest.awaitTimes(pacer, 3);

    assertThat(
        schedule.movedBack, is(List.of(pace.maxLateMicros() - pace.maxLateWhenSharedMicros())));
  }

  @Test
  void movesTheOthersBackWhenAQueryLeavesLateAfterItsTurnWasUsed() throws InterruptedException {
    Pace pace = new Pace(100, SECOND);
    Pacer pacer = pacer(pace);
    schedule.isShared = true;
    PacerTest.awaitTimes(pacer, 10);
    List<Permit> delayed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      delayed.add(pacer.await(1, PacerTest::never).orElseThrow());
    }
    clock.now += 50_000;
    delayed.forEach(Permit::sent);

    PacerTest.awaitTimes(pacer, 10);

    assertThat(
        "the first of the three was 50 ms and two intervals late, the others not later",
        schedule.movedBack.stream().mapToLong(Long::longValue).sum(),
        is(50_000 + 2 * pace.intervalWhenSharedMicros() - pace.maxLateWhenSharedMicros()));
  }

  @Test
  void takesTurnsForShortWhereOthersTakeThemToo() throws InterruptedException {
    Pacer pacer = pacer(new Pace(1_000, SECOND));
    PacerTest.awaitTimes(pacer, 500);
    schedule.isShared = true;
    PacerTest.awaitTimes(pacer, 1_000);

    int last = schedule.leases.size() - 1;
    assertThat(schedule.leases.get(last).turns(), is(48));
  }

  @Test
  void keepsMoreOfAQuotaPerSecondFreeWhereOthersTakeTurnsToo() throws InterruptedException {
    Pace perSecond = new Pace(1_000, SECOND);
    Pace perMinute = new Pace(60_000, Duration.ofMinutes(1));
    schedule.isShared = true;

    PacerTest.awaitTimes(pacer(perSecond), 2_000);

    Schedule.Lease last = schedule.leases.get(schedule.leases.size() - 1);
    assertThat(last.intervalMicros(), is(perSecond.intervalWhenSharedMicros()));
    assertThat(975 * last.intervalMicros(), greaterThanOrEqualTo(1_000_000L));
    assertThat(976 * last.intervalMicros(), lessThan(1_003_000L));
    assertThat(perMinute.intervalWhenSharedMicros(), is(perMinute.intervalMicros()));
  }

  private Pacer pacer(Pace pace) {
    return new Pacer(pace, schedule, clock, Runnable::run, 0);
  }
}
