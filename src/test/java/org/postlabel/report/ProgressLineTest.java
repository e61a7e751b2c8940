package org.postlabel.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  @Test
  void saysThatQueriesAreThrottled() {
    assertThat(
        ProgressLine.plain(0, 1_000, 7, 1_234, Duration.ofSeconds(10)),
        is(
            "0 of 1,000 posts, 0.0 posts/s, about ? left, 7 retries, 1,234 queries throttled"
                + " (429)"));
  }

  @Test
  void saysNothingOfItWhenNoneIs() {
    assertThat(
        ProgressLine.plain(500, 1_000, 0, 0, Duration.ofSeconds(10)),
        is("500 of 1,000 posts, 50.0 posts/s, about 0:00:10 left, 0 retries"));
  }
}
