package org.postlabel.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.postlabel.run.Funnel;

class RunMetricsTest {
  private final Tally tally = new Tally(InstantSource.system(), 1);
  private Funnel funnel = Funnel.EMPTY;

  @Test
  void areWhatTheRunSaysAtEachScrape() {
    RunMetrics metrics = new RunMetrics(() -> funnel, tally, () -> 500, OptionalDouble.of(10));
    assertThat(metrics.scrape(), containsString("\npostlabel_posts_labelled_total 0.0\n"));
    funnel =
        new Funnel(
            100, 99, 98, 50, Map.of("text_too_short", 30L, "no_scores", 4L), 15, Funnel.Calls.NONE);
    tally.sent(1, 1);
    tally.returned(1, List.of(), 1, 20);
    tally.foundInLedger(7);

    String text = metrics.scrape();
    for (String line :
        List.of(
            "posts_read_total 99.0",
            "metadata_new_total 98.0",
            "posts_labelled_total 50.0",
            "posts_failed_total{reason=\"text_too_short\"} 30.0",
            "posts_failed_total{reason=\"no_scores\"} 4.0",
            "posts_failed_total{reason=\"text_too_long\"} 0.0",
            "posts_left_for_later_total 15.0",
            "calls_total 1.0",
            "retries_total 1.0",
            "throttled_total 0.0",
            "failures_total 1.0",
            "from_ledger_total 7.0",
            "request_latency_seconds_count 1",
            "request_latency_seconds_bucket{le=\"20.0\"} 1",
            "posts_taken_on 500.0",
            "quota_queries_per_second 10.0")) {
      assertThat(text, containsString("\npostlabel_" + line + "\n"));
    }
  }

  @Test
  void nameNoQuotaWhereThereIsNone() {
    RunMetrics metrics = new RunMetrics(() -> funnel, tally, () -> 500, OptionalDouble.empty());

    assertThat(metrics.scrape(), not(containsString("quota")));
  }
}
