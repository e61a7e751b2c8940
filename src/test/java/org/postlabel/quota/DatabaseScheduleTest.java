package org.postlabel.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.quota.Schedule.Lease;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class DatabaseScheduleTest {
  private static final OptionalDouble NO_LIMIT = OptionalDouble.empty();

  /** In microseconds: no test takes as long, so that what is handed out lies in the future. */
  private static final long MINUTE = 60_000_000;

  private final AtomicInteger losses = new AtomicInteger();
  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
    tables.addRun("run-1", "scorer-1");
  }

  @Test
  void handsOutOneTurnAfterTheOther() {
    Schedule one = schedule("quota");
    Schedule other = schedule("quota");
    long before = millisNow();

    Lease first = one.take(3, MINUTE, 0);
    Lease second = other.take(2, MINUTE / 2, 0);
    Lease third = one.take(1, MINUTE / 2, 0);

    assertThat(first.firstMicros(), isAtLeast(before * 1_000));
    assertThat(second.firstMicros(), isAbout(first.firstMicros() + 3 * MINUTE));
    assertThat(third.firstMicros(), isAbout(first.firstMicros() + 4 * MINUTE));
    assertThat(second, is(new Lease(second.firstMicros(), MINUTE / 2, 2, NO_LIMIT, false)));
  }

  @Test
  void handsOutNothingToARunThatLostItsRow() {
    Schedule schedule = schedule("quota");
    schedule.take(3, 1_000_000, 0);
    assertThat(losses.get(), is(0));
    tables.execute("UPDATE runs SET status = 'died'");
    List<List<Object>> quota = tables.rows("SELECT * FROM quota");

    long turn = schedule.take(3, 1_000_000, 0).firstMicros();

    assertThat(losses.get(), is(1));
    assertThat(turn, isAtLeast((millisNow() + 86_400_000L) * 1_000));
    assertThat(tables.rows("SELECT * FROM quota"), is(quota));
  }

  @Test
  void tellsWhetherOthersTakeTurnsToo() {
    Schedule one = schedule("quota");
    Schedule other = schedule("quota");
    assertThat(one.take(3, 1_000_000, 0).isShared(), is(false));
    assertThat(one.take(3, 1_000_000, 0).isShared(), is(false));
    assertThat(one.take(3, 1_000_000, 2_000_000).isShared(), is(false));
    one.pause(Duration.ofMinutes(1), NO_LIMIT);
    assertThat(one.take(3, 1_000_000, 0).isShared(), is(false));

    other.take(1, 1_000_000, 0);

    assertThat(one.take(3, 1_000_000, 0).isShared(), is(true));
    assertThat(other.take(1, 1_000_000, 0).isShared(), is(true));
    assertThat(other.take(1, 1_000_000, 0).isShared(), is(false));
  }

  @Test
  void movesBackWhatIsHandedOutFromNowOn() {
    Schedule schedule = schedule("quota");
    Lease first = schedule.take(1, MINUTE, 0);

    Lease later = schedule.take(1, MINUTE, MINUTE / 2);
    Lease next = schedule.take(1, MINUTE, 0);

    assertThat(later.firstMicros(), isAbout(first.firstMicros() + MINUTE * 3 / 2));
    assertThat(next.firstMicros(), isAbout(first.firstMicros() + MINUTE * 5 / 2));
  }

  @Test
  void forgetsALimitWhenTold() {
    Schedule schedule = schedule("quota");
    schedule.pause(Duration.ZERO, OptionalDouble.of(60));
    assertThat(schedule.take(1, 1_000, 0).limitPerMinute(), is(OptionalDouble.of(60)));

    schedule.forgetLimit();

    assertThat(schedule.take(1, 1_000, 0).limitPerMinute(), is(NO_LIMIT));
  }

  @Test
  void neverHandsOutATurnTwiceHoweverManyAsk() throws Exception {
    long interval = MINUTE / 2;
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Callable<List<Lease>>> workers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      workers.add(() -> taken(schedule("quota"), 20, interval));
    }
    List<Long> turns = new ArrayList<>();
    try {
      for (Future<List<Lease>> leases : threads.invokeAll(workers)) {
        for (Lease lease : leases.get()) {
          for (int turn = 0; turn < lease.turns(); turn++) {
            turns.add(lease.firstMicros() + turn * lease.intervalMicros());
          }
        }
      }
    } finally {
      threads.shutdownNow();
    }

    turns.sort(null);
    assertThat(turns, hasSize(6 * 20 * 3));
    for (int i = 1; i < turns.size(); i++) {
      assertThat(turns.get(i) - turns.get(i - 1), isAtLeast(interval));
    }
  }

  @Test
  void handsOutNoTurnBeforeAPauseIsOver() {
    Schedule one = schedule("quota");
    Schedule other = schedule("quota");
    one.take(1, 1_000, 0);
    long before = millisNow();

    other.pause(Duration.ofMinutes(2), NO_LIMIT);

    assertThat(one.take(1, 1_000, 0).firstMicros(), isAtLeast((before + 120_000) * 1_000));
  }

  @Test
  void doesNotShortenAPause() {
    Schedule schedule = schedule("quota");
    long before = millisNow();
    schedule.pause(Duration.ofMinutes(2), NO_LIMIT);

    schedule.pause(Duration.ofMillis(1), NO_LIMIT);

    assertThat(schedule.take(1, 1_000, 0).firstMicros(), isAtLeast((before + 120_000) * 1_000));
  }

  @Test
  void handsTurnsOutAgainThatAPauseVoided() {
    Schedule schedule = schedule("quota");
    Lease first = schedule.take(60, MINUTE, 0);
    schedule.take(60, MINUTE, 0);
    schedule.take(60, MINUTE, 5 * MINUTE);

    schedule.pause(Duration.ofMinutes(10), NO_LIMIT);

    long next = schedule.take(1, MINUTE, 0).firstMicros();
    assertThat(next, isAtLeast(first.firstMicros() + 10 * MINUTE));
    assertThat(next, lessThan(first.firstMicros() + 60 * MINUTE));
  }

  @Test
  void keepsVoidedTurnsWhereOthersHaveTakenTheirsBehindThem() {
    Schedule one = schedule("quota");
    Schedule other = schedule("quota");
    Lease first = one.take(60, MINUTE, 0);
    other.take(60, MINUTE, 0);

    one.pause(Duration.ofMinutes(10), NO_LIMIT);

    assertThat(one.take(1, MINUTE, 0).firstMicros(), isAtLeast(first.firstMicros() + 120 * MINUTE));
  }

  @Test
  void handsNothingOutAgainThatIsBeforeAnEarlierPause() {
    Schedule schedule = schedule("quota");
    schedule.take(60, MINUTE, 0);
    schedule.pause(Duration.ofHours(2), NO_LIMIT);
    Lease afterwards = schedule.take(60, MINUTE, 0);

    schedule.pause(Duration.ofMillis(1), NO_LIMIT);

    assertThat(schedule.take(1, MINUTE, 0).firstMicros(), isAtLeast(afterwards.firstMicros()));
  }

  @Test
  void keepsToTheProvidersLimitForAllWhoShareTheQuota() {
    Schedule one = schedule("quota");
    schedule("quota").pause(Duration.ZERO, OptionalDouble.of(.4));
    one.pause(Duration.ZERO, NO_LIMIT);

    Lease lease = one.take(4, 1_000, 0);
    Lease slower = one.take(1, 9 * MINUTE, 0);

    assertThat(lease.limitPerMinute(), is(OptionalDouble.of(.4)));
    assertThat(lease.intervalMicros(), is((long) (MINUTE * 5 / 2 / Pace.SHARE_USED)));
    assertThat(slower.firstMicros() - lease.firstMicros(), isAbout(4 * lease.intervalMicros()));
    assertThat(slower.intervalMicros(), is(9 * MINUTE));
  }

  @Test
  void leavesOtherQuotasAlone() {
    Schedule one = schedule("quota");
    Schedule other = schedule("another quota");
    one.pause(Duration.ofMinutes(10), OptionalDouble.of(1));

    Lease lease = other.take(1, 1_000, 0);

    assertThat(lease.limitPerMinute(), is(NO_LIMIT));
    assertThat(lease.firstMicros(), lessThan((millisNow() + 60_000) * 1_000));
  }

  private Matcher<Long> isAbout(long micros) {
    return both(isAtLeast(micros)).and(lessThanOrEqualTo(micros + clockErrorMicros()));
  }

  private Matcher<Long> isAtLeast(long micros) {
    return greaterThanOrEqualTo(micros - clockErrorMicros());
  }

  /**
   * A server's clock is known to half of the shortest round trip; a busy machine makes that long.
   */
  private long clockErrorMicros() {
    return engine == Engine.SQLITE ? 0 : MINUTE / 10;
  }

  private Schedule schedule(String name) {
    return new DatabaseSchedule(
        tables.database(), name, "run-1", losses::incrementAndGet, MicroClock.SYSTEM);
  }

  private static List<Lease> taken(Schedule schedule, int times, long interval) {
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      leases.add(schedule.take(3, interval, 0));
    }
    return leases;
  }

  private static long millisNow() {
    return Instant.now().toEpochMilli();
  }
}
