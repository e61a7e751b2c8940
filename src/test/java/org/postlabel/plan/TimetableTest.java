package org.postlabel.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.postlabel.plan.Timetable.Ending;
import org.postlabel.quota.Pace;

class TimetableTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @Example
  void spreadsCallsAtThePaceOfARun() {
    Pace pace = Pace.of(10, 0);
    Timetable timetable = new Timetable(pace, NOW, Optional.empty());

    assertThat(timetable.time(990_000), is(Duration.ofMillis(990 * pace.intervalMicros())));
    assertThat(timetable.finish(0), is(NOW));
    assertThat(timetable.fits(Long.MAX_VALUE), is(true));
  }

  @Example
  void letsNothingFitAfterTheEnd() {
    for (Pace pace : new Pace[] {Pace.UNLIMITED, Pace.of(1, 0)}) {
      Timetable timetable = ending(pace, Duration.ZERO);

      assertThat(timetable.fitting(), is(0L));
      assertThat(timetable.fits(0), is(true));
      assertThat(timetable.fits(1), is(false));
    }
  }

  @Example
  void letsEverythingFitWhereThereIsNoQuota() {
    assertThat(ending(Pace.UNLIMITED, Duration.ofDays(1)).fitting(), is(Long.MAX_VALUE));
  }

  @Example
  void canDoWithTheEndOfTime() {
    Timetable timetable =
        new Timetable(Pace.of(1, 0), NOW, Optional.of(new Ending(Instant.MAX, "never")));

    assertThat(timetable.fits(100_000_000), is(true));
  }

  @Property
  void letsAsManyFitAsAreDoneInTime(
      @ForAll @LongRange(min = 1, max = 600_000) long queriesPerMinute,
      @ForAll @LongRange(min = 1, max = 100_000_000) long seconds) {
    Timetable timetable =
        ending(Pace.of(0, (double) queriesPerMinute), Duration.ofSeconds(seconds));
    Instant end = timetable.ending().orElseThrow().at();
    long fitting = timetable.fitting();

    assertThat(timetable.finish(fitting).isAfter(end), is(false));
    assertThat(timetable.finish(fitting + 1).isAfter(end), is(true));
  }

  private static Timetable ending(Pace pace, Duration later) {
    return new Timetable(pace, NOW, Optional.of(new Ending(NOW.plus(later), "for a test")));
  }
}
