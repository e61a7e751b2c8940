package org.postlabel.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void areWrittenForPeople() {
    assertThat(Numbers.count(1_234_567), is("1,234,567"));
    assertThat(Numbers.decimal(1234.5678, 2), is("1,234.57"));
    assertThat(Numbers.decimal(-0.004, 2), is("0.00"));
    assertThat(Numbers.decimal(null, 2), is("–"));
    assertThat(Numbers.percent(1, 8), is("12.5 %"));
    assertThat(Numbers.percent(1, 0), is("–"));
    assertThat(Numbers.time(Instant.parse("2026-05-02T08:00:03Z")), is("2026-05-02 08:00:03 UTC"));
    assertThat(Numbers.duration(Duration.ofSeconds(3_723)), is("1:02:03"));
    assertThat(Numbers.duration(Duration.ofHours(50)), is("2 d 2:00:00"));
  }
}
