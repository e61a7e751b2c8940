package org.postlabel.report.labels;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTallyTest {
  private final TimeTally tally = new TimeTally();

  @ParameterizedTest
  @CsvSource({"100,hour", "2000,day", "80000,month", "800000,year"})
  void goesOverToTheUnitThatMakesFewBars(int hours, String unit) {
    LocalDateTime start = LocalDateTime.parse("1990-01-01T00:00");
    for (int hour = 0; hour < hours; hour += 20) {
      tally.add(start.plusHours(hour).toString(), true);
    }

    assertThat(tally.counts().size(), is(lessThanOrEqualTo(TimeTally.MOST)));
    assertThat(tally.unit(), is(unit));
    assertThat(tally.counts().stream().mapToLong(LabelCount::labels).sum(), is((hours + 19) / 20L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-05-09-20:47:02",
        "2024-05-09T20:47:02Z",
        "2024-05-09 20:47:02+00",
        "2024-05-09T20:47:02.123456Z"
      })
  void readsEveryWayInWhichTablesWriteTimes(String time) {
    tally.add(time, false);

    assertThat(tally.counts(), contains(new LabelCount("2024-05-09 20", 0, 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-01T00:30:00+09:00",
        "2024-01-01 00:30:00+09",
        "2024-01-01T00:30:00.5+0900",
        "2024-01-01T00:30+09:00",
        "2023-12-31T11:30:00-04:00",
        "2023-12-31 12:00:00-03:30"
      })
  void countsByTheHourInUtc(String time) {
    tally.add(time, false);

    assertThat(tally.counts(), contains(new LabelCount("2023-12-31 15", 0, 1)));
  }

  @Test
  void countsByTheYearInUtc() {
    tally.add("1900-06-01T00:00:00Z", true);
    tally.add("2024-06-01T00:00:00Z", true);
    assertThat(tally.counts().get(0), is(new LabelCount("1900", 1, 0)));

    tally.add("2024-01-01T00:30:00+09:00", true);

    assertThat(
        tally.counts().subList(tally.counts().size() - 2, tally.counts().size()),
        contains(new LabelCount("2023", 1, 0), new LabelCount("2024", 1, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2024", "2024-13-01T00:00:00Z", "9.5.2024 20:47:02"})
  void countsWhatIsNoTimeApart(String time) {
    tally.add(time, true);
    tally.add(null, false);
    tally.add("2024-05-09T20:47:02Z", true);

    assertThat(
        tally.counts(), contains(new LabelCount("2024-05-09 20", 1, 0), new LabelCount("", 1, 1)));
  }

  @Test
  void showsTheHoursInWhichThereWasNothing() {
    tally.add("2024-02-28T22:00:00Z", true);
    tally.add("2024-02-29T01:00:00Z", true);

    assertThat(
        tally.counts().stream().map(LabelCount::name).toList(),
        contains("2024-02-28 22", "2024-02-28 23", "2024-02-29 00", "2024-02-29 01"));
  }

  @Test
  void showsOnlyTheYearsThereAreWhenOneIsFarAway() {
    tally.add("0001-01-01T00:00:00Z", true);
    tally.add("2024-02-29T01:00:00Z", true);

    assertThat(tally.counts(), hasSize(2));
    assertThat(tally.unit(), is("year"));
  }
}
