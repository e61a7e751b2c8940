package org.postlabel.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PacerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final OptionalDouble NO_LIMIT = OptionalDouble.empty();

  private final FakeClock clock = new FakeClock();
  private final FakeSchedule schedule = new FakeSchedule(clock);

  @Test
  void neverGrantsFasterThanThePace() throws InterruptedException {
    Pace pace = new Pace(50, SECOND);
    Pacer pacer = pacer(pace);
    long last = Long.MIN_VALUE;

    for (int i = 0; i < 500; i++) {
      assertThat(pacer.await(1, PacerTest::never).isPresent(), is(true));
      if (i > 0) {
        assertThat(clock.now - last, greaterThanOrEqualTo(pace.intervalMicros()));
      }
      last = clock.now;
    }
    assertThat(last - FakeClock.START, lessThan(500 * pace.intervalMicros()));
  }

  @Test
  void keepsToHalfThePaceAtFirst() throws InterruptedException {
    Pace pace = new Pace(10, SECOND);
    Pacer pacer = new Pacer(pace, schedule, clock, Runnable::run, 1_000_000);
    for (int i = 0; i < 5; i++) {
      pacer.await(1, PacerTest::never);
    }
    assertThat(clock.now - FakeClock.START, is(8 * pace.intervalMicros()));
    for (int i = 0; i < 10; i++) {
      pacer.await(1, PacerTest::never);
    }
    assertThat(clock.now - FakeClock.START, lessThan(21 * pace.intervalMicros()));
  }

  @Test
  void keepsToHalfThePaceAfterARestart() throws InterruptedException {
    Pace pace = new Pace(10, SECOND);
    Pacer pacer = new Pacer(pace, schedule, clock, Runnable::run, 1_000_000);
    awaitTimes(pacer, 20);
    long before = clock.now;

    pacer.restart();
    awaitTimes(pacer, 5);

    assertThat(clock.now - before, greaterThanOrEqualTo(9 * pace.intervalMicros()));
    assertThat(schedule.leases.get(schedule.leases.size() - 1).turns(), is(1));
  }

  @Test
  void grantsSeveralAtTheTurnOfTheLast() throws InterruptedException {
    Pace pace = new Pace(2_000, SECOND);
    Pacer pacer = pacer(pace);
    assertThat(pacer.maxTogether(), is(9));

    for (int i = 1; i <= 100; i++) {
      assertThat(pacer.await(9, PacerTest::never).isPresent(), is(true));
      assertThat(clock.now - FakeClock.START, is((9L * i - 1) * pace.intervalMicros()));
    }
  }

  @Test
  void movesTheOthersBackWhenItIsLaterThanThePaceAllows() throws InterruptedException {
    Pace pace = new Pace(10, SECOND);
    Pacer pacer = pacer(pace);
    pacer.await(1, PacerTest::never);
    clock.oversleep = pace.maxLateMicros() + 5_000;

    awaitTimes(pacer, 3);

    assertThat(schedule.movedBack, is(List.of(5_000L)));
    assertThat(clock.now - FakeClock.START, is(3 * pace.intervalMicros() + 5_000));
  }

  @Test
  void keepsAWindowFromWhenAQueryReallyLeft() throws InterruptedException {
    Pace pace = new Pace(1, SECOND);
    Pacer pacer = pacer(pace);
    Permit first = pacer.await(1, PacerTest::never).orElseThrow();
    clock.now += 300_000;
    first.sent();
    long left = clock.now;

    assertThat(pacer.await(1, PacerTest::never).isPresent(), is(true));

    assertThat(clock.now - left, greaterThanOrEqualTo(pace.windowMicros()));
  }

  @Test
  void takesTurnsForLongerOnceItIsAlone() throws InterruptedException {
    Pacer pacer = pacer(new Pace(1_000, SECOND));

    awaitTimes(pacer, 500);

    List<Integer> turns = schedule.leases.stream().map(Schedule.Lease::turns).toList();
    assertThat(turns.subList(0, 4), is(List.of(49, 98, 196, 196)));
  }

  @Test
  void losesNoMoreThanThePause() throws InterruptedException {
    Pace pace = new Pace(1_000, SECOND);
    Pacer pacer = pacer(pace);
    awaitTimes(pacer, 500);
    long before = clock.now;

    pacer.slowDown(Duration.ofMillis(20), NO_LIMIT);
    awaitTimes(pacer, 1);

    assertThat(clock.now - before, is(20_000L));
  }

  @Test
  void dropsTurnsThatPassedWhileNoRequestWaited() throws InterruptedException {
    Pace pace = new Pace(1_000, SECOND);
    Pacer pacer = pacer(pace);
    pacer.await(1, PacerTest::never);
    clock.now += 40_000;
    long idleUntil = clock.now;

    for (int i = 0; i < 100; i++) {
      pacer.await(1, PacerTest::never);
    }

    assertThat(schedule.movedBack, is(List.of()));
    assertThat(
        clock.now - idleUntil,
        greaterThanOrEqualTo(99 * pace.intervalMicros() - pace.maxLateMicros()));
  }

  @Test
  void givesUpATurnThatIsAWholeWindowLate() throws InterruptedException {
    Pace pace = new Pace(10, SECOND);
    Pacer pacer = pacer(pace);
    pacer.await(1, PacerTest::never);
    clock.oversleep = pace.windowMicros() + 1;

    assertThat(pacer.await(1, PacerTest::never).isPresent(), is(true));

    assertThat(schedule.movedBack, is(List.of()));
    assertThat(clock.now - FakeClock.START, greaterThanOrEqualTo(2 * pace.intervalMicros()));
  }

  @Test
  void usesATurnThatIsALittleLate() throws InterruptedException {
    Pace pace = new Pace(10, SECOND);
    Pacer pacer = pacer(pace);
    pacer.await(1, PacerTest::never);
    clock.oversleep = pace.maxLateMicros();

    assertThat(pacer.await(1, PacerTest::never).isPresent(), is(true));

    assertThat(clock.now - FakeClock.START, is(pace.intervalMicros() + pace.maxLateMicros()));
  }

  @Test
  void grantsNothingBeforeAPauseIsOverAlsoToThoseWhoWait() throws InterruptedException {
    Pacer pacer = pacer(new Pace(200, SECOND));
    pacer.await(1, PacerTest::never);
    clock.whileSleeping = () -> pacer.slowDown(Duration.ofSeconds(30), NO_LIMIT);

    assertThat(pacer.await(2, PacerTest::never).isPresent(), is(true));

    assertThat(clock.now - FakeClock.START, greaterThanOrEqualTo(30_000_000L));
  }

  @Test
  void passesWithoutALimitUntilAPause() throws InterruptedException {
    Pacer pacer = pacer(Pace.UNLIMITED);

    assertThat(pacer.await(1_000, PacerTest::never).isPresent(), is(true));
    assertThat(clock.now, is(FakeClock.START));
    pacer.slowDown(Duration.ofSeconds(3), NO_LIMIT);
    assertThat(pacer.await(1_000, PacerTest::never).isPresent(), is(true));
    assertThat(clock.now, is(FakeClock.START + 3_000_000));
    assertThat(schedule.leases, is(List.of()));
  }

  @Test
  void keepsToTheProvidersOwnLimitOnceItIsLower() throws InterruptedException {
    Pacer pacer = pacer(new Pace(100, SECOND));

    assertThat(pacer.slowDown(Duration.ZERO, OptionalDouble.of(60)), is(true));
    assertThat(pacer.slowDown(Duration.ZERO, OptionalDouble.of(60)), is(false));
    assertThat(pacer.slowDown(Duration.ZERO, OptionalDouble.of(6_000)), is(false));

    assertThat(schedule.limit, is(OptionalDouble.of(60)));
    pacer.await(1, PacerTest::never);
    long first = clock.now;
    pacer.await(1, PacerTest::never);
    assertThat(clock.now - first, is(new Pace(1, SECOND).intervalMicros()));
  }

  @Test
  void learnsALimitWhereThereWasNone() throws InterruptedException {
    Pacer pacer = pacer(Pace.UNLIMITED);

    assertThat(pacer.slowDown(Duration.ZERO, OptionalDouble.of(60)), is(true));

    assertThat(pacer.maxTogether(), is(1));
    pacer.await(1, PacerTest::never);
    pacer.await(1, PacerTest::never);
    assertThat(schedule.leases.size() > 0, is(true));
  }

  @Test
  void learnsALimitThatAnotherWorkerMet() throws InterruptedException {
    schedule.limit = OptionalDouble.of(60);
    Pacer pacer = pacer(new Pace(1_000, SECOND));

    pacer.await(1, PacerTest::never);

    assertThat(pacer.maxTogether(), is(1));
  }

  @Test
  void asksAgainWhenTheScheduleWasUnavailable() throws InterruptedException {
    Pacer pacer = pacer(new Pace(1_000, SECOND));
    pacer.await(1, PacerTest::never);
    schedule.isUnavailable = true;
    assertThrows(RuntimeException.class, () -> awaitTimes(pacer, 100));
    schedule.isUnavailable = false;

    awaitTimes(pacer, 100);
  }

  @Test
  void grantsNothingAfterAStop() throws InterruptedException {
    assertThat(pacer(new Pace(10, SECOND)).await(1, () -> true).isPresent(), is(false));
    assertThat(pacer(Pace.UNLIMITED).await(1, () -> true).isPresent(), is(false));
  }

  @Test
  void seesAStopWhileItWaits() throws InterruptedException {
    Pacer pacer = pacer(new Pace(0.1, SECOND));
    pacer.await(1, PacerTest::never);
    long start = clock.now;

    assertThat(pacer.await(1, () -> clock.now > start + 500_000).isPresent(), is(false));

    assertThat(clock.now - start, lessThanOrEqualTo(600_000L));
  }

  static void awaitTimes(Pacer pacer, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      assertThat(pacer.await(1, PacerTest::never).isPresent(), is(true));
    }
  }

  static boolean never() {
    return false;
  }

  private Pacer pacer(Pace pace) {
    return new Pacer(pace, schedule, clock, Runnable::run, 0);
  }
}
