package org.postlabel.scorer.llm.chat;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | 7000",
        " 0 | 0",
        "0.25 | 250",
        "99999 | 3600000",
        "Sat, 31 Jan 2026 12:00:05 GMT | 5000",
        "Sat, 31 Jan 2026 11:00:00 GMT | 0",
        "soon |",
        "-3 |",
        " |"
      })
  void isSecondsOrADate(String header, Long millis) {
    assertThat(RetryAfter.read(header, NOW), is(millis == null ? null : Duration.ofMillis(millis)));
  }
}
