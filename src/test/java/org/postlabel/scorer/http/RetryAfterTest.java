package org.postlabel.scorer.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.75Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"7| 7000", "0| 0", " 120 | 120000", "0.25| 250", "1.5| 1500", "0.0001| 1"})
  void readsSecondsAndTheirFractions(String header, String millis) {
    assertThat(read(header), is(Duration.ofMillis(Long.parseLong(millis.strip()))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sat, 31 Jan 2026 12:00:05 GMT | 5",
        "Sat, 31 Jan 2026 12:10:00 GMT | 600",
        "Sat, 31 Jan 2026 11:00:00 GMT | 0",
        "Sun, 06 Nov 1994 08:49:37 GMT | 0"
      })
  void readsADateAndWaitsForNoneThatIsOver(String header, long seconds) {
    assertThat(read(header), is(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3600", "3601", "99999", "Fri, 31 Dec 2100 23:59:59 GMT"})
  void waitsAnHourAtMost(String header) {
    assertThat(read(header), is(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "-3",
        "9999999999",
        "Sun, 06 Nov 1994",
        "\u0663",
        "1.",
        ".5"
      })
  void readsNothingElse(String header) {
    assertThat(read(header), is(nullValue()));
  }

  private static Duration read(String header) {
    return RetryAfter.read(header, NOW);
  }
}
