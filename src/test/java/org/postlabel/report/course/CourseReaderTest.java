package org.postlabel.report.course;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.metrics.Counts;
import org.postlabel.metrics.Latencies;
import org.postlabel.post.Usage;
import org.postlabel.report.course.Course.Stretch;
import org.postlabel.run.Holder;
import org.postlabel.run.RecordedRun;

class CourseReaderTest {
  private static final Instant START = Instant.parse("2026-05-02T08:00:04Z");
  private static final long FIRST = START.getEpochSecond() / 10 * 10;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void addsUpWorkersAndLeavesNoGap(Database database) {
    add(database, "one", FIRST, 30, 100_000);
    add(database, "two", FIRST, 30, 200_000);
    add(database, "one", FIRST + 20, 50, 300_000);

    Course course = new CourseReader(database).of(run(25, Map.of("queriesPerMinute", "600")));

    assertThat(course.quotaPerSecondOrNull(), is(10.0));
    assertThat(course.stretchSeconds(), is(10L));
    assertThat(
        course.stretches().stream().map(Stretch::counts).toList(),
        contains(new Counts(60, 2, 4, 6, 8), Counts.NONE, new Counts(50, 1, 2, 3, 4)));
    assertThat("six seconds of the run", course.stretches().get(0).callsPerSecond(), is(10.0));
    assertThat(course.stretches().get(1).callsPerSecond(), is(0.0));
    assertThat(course.stretches().get(2).seconds(), is(9.0));
    assertThat(course.latency().requests(), is(3L));
    assertThat(course.latency().p50(), is(closeTo(200, 2)));
    assertThat(course.stretches().get(0).latency().max(), is(closeTo(200, 2)));
    assertThat(course.stretches().get(1).latency().requests(), is(0L));
    assertThat(course.total(), is(new Counts(110, 3, 6, 9, 12)));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void hasNothingToSayOfARunWithoutTraffic(Database database) {
    Course course = new CourseReader(database).of(run(25, Map.of()));

    assertThat(course.stretches(), is(empty()));
    assertThat(course.quotaPerSecondOrNull(), is(nullValue()));
    assertThat(course.latency().requests(), is(0L));
  }

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void foldsALongRunIntoFewStretches(Database database) {
    for (int i = 0; i < 1_000; i++) {
      add(database, "one", FIRST + i * 10L, 7, 5);
    }

    Course course = new CourseReader(database).of(run(10_000, Map.of("queriesPerSecond", "1.0")));

    assertThat(course.stretchSeconds(), is(50L));
    assertThat(course.stretches(), hasSize(200));
    assertThat(course.total().calls(), is(7_000L));
  }

  @ParameterizedTest
  @CsvSource({"10,10", "2400,10", "2401,20", "86400,360"})
  void makesStretchesNoLongerThanAChartNeeds(long span, long seconds) {
    assertThat(CourseReader.stretchSeconds(span), is(seconds));
  }

  private static RecordedRun run(long seconds, Map<String, String> options) {
    return new RecordedRun(
        "run",
        "scorer",
        "done",
        "test",
        START,
        START.plusSeconds(seconds),
        new RecordedRun.Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, Usage.NONE, 0),
        new TreeMap<>(options),
        new RecordedRun.Canaries(0, null),
        null,
        false,
        new Holder("elsewhere", 1, null));
  }

  private static void add(Database database, String worker, long second, long calls, long micros) {
    Histogram latencies = Latencies.none();
    latencies.recordValue(micros);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO run_traffic (run_id, worker, from_second, calls, retries, throttled,
                                             failures, from_ledger, latencies)
                    VALUES ('run', ?, ?, ?, 1, 2, 3, 4, ?)\
                    """,
                    worker,
                    second,
                    calls,
                    Latencies.text(latencies)));
  }
}
