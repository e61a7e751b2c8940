package org.postlabel.report.page;

import static org.postlabel.output.Numbers.count;
import static org.postlabel.output.Numbers.decimal;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.postlabel.report.course.Course;
import org.postlabel.report.course.Course.Stretch;
import org.postlabel.report.page.Chart.Kind;
import org.postlabel.report.page.Chart.Row;
import org.postlabel.run.RecordedRun;

/** The charts of what happened in a run. */
public final class CourseCharts {
  private static final String TIME = "Time (UTC)";
  private static final DateTimeFormatter CLOCK = format("HH:mm:ss");
  private static final DateTimeFormatter DATE = format("MM-dd HH:mm");

  private CourseCharts() {}

  /** Outcome of the posts. */
  public static Chart funnel(RecordedRun.Sums sums) {
    return new Chart(
        "funnel",
        Kind.LYING,
        "Outcome of the posts",
        "%s read = %s labelled + %s failed + %s left for later."
            .formatted(
                count(sums.read()),
                count(sums.labelled()),
                count(sums.failed()),
                count(sums.leftForLater())),
        "Step",
        "posts",
        0,
        List.of("posts"),
        List.of(
            row("selected", sums.posts()),
            row("read", sums.read()),
            row("labelled", sums.labelled()),
            row("failed", sums.failed()),
            row("left for later", sums.leftForLater())));
  }

  /** Queries a second, and how many the quota allows. */
  public static Chart rate(Course course) {
    Double quota = course.quotaPerSecondOrNull();
    double highest =
        course.stretches().stream().mapToDouble(Stretch::callsPerSecond).max().orElse(0);
    return overTime(
        course,
        "rate",
        "Rate against quota",
        "At most %s queries per second in %s, %s."
            .formatted(
                decimal(highest, 1),
                stretch(course),
                quota == null ? "without a quota" : "of a quota of " + decimal(quota, 1)),
        "queries per second",
        2,
        quota == null ? List.of("sent") : List.of("sent", "quota"),
        stretch ->
            quota == null
                ? List.of(stretch.callsPerSecond())
                : List.of(stretch.callsPerSecond(), quota));
  }

  /** Throttled, failed and retried queries. */
  public static Chart trouble(Course course) {
    return overTime(
        course,
        "trouble",
        "429s, other failures and retries",
        "%s queries throttled (429), %s failed otherwise, %s retried."
            .formatted(
                count(course.total().throttled()),
                count(course.total().failures()),
                count(course.total().retries())),
        "queries in " + stretch(course),
        0,
        List.of("throttled (429)", "other failures", "retries"),
        stretch ->
            List.of(
                (double) stretch.counts().throttled(),
                (double) stretch.counts().failures(),
                (double) stretch.counts().retries()));
  }

  /** How long requests took. */
  public static Chart latency(Course course) {
    return overTime(
        course,
        "latency",
        "Latency of requests",
        "Half of the %s requests took at most %s ms, 99 %% at most %s ms."
            .formatted(
                count(course.latency().requests()),
                decimal(course.latency().p50(), 0),
                decimal(course.latency().p99(), 0)),
        "milliseconds",
        1,
        List.of("p50", "p90", "p99"),
        stretch ->
            stretch.latency().requests() == 0
                ? Arrays.asList(null, null, null)
                : List.of(
                    stretch.latency().p50(), stretch.latency().p90(), stretch.latency().p99()));
  }

  private static Chart overTime(
      Course course,
      String id,
      String title,
      String summary,
      String unit,
      int decimals,
      List<String> series,
      Function<Stretch, List<Double>> values) {
    DateTimeFormatter time =
        course.stretches().size() * course.stretchSeconds() > Duration.ofDays(1).toSeconds()
            ? DATE
            : CLOCK;
    return new Chart(
        id,
        Kind.LINES,
        title,
        summary,
        TIME,
        unit,
        decimals,
        series,
        course.stretches().stream()
            .map(stretch -> new Row(time.format(stretch.from()), values.apply(stretch)))
            .toList());
  }

  private static String stretch(Course course) {
    long seconds = course.stretchSeconds();
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  private static Row row(String name, long posts) {
    return new Row(name, List.of((double) posts));
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
