package org.postlabel.scorer.perspective;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  @Test
  void readsSeconds() {
    assertThat(RetryAfter.read("0"), is(Duration.ZERO));
    assertThat(RetryAfter.read(" 120 "), is(Duration.ofMinutes(2)));
  }

  @Test
  void waitsAnHourAtMost() {
    assertThat(RetryAfter.read("3600"), is(Duration.ofHours(1)));
    assertThat(RetryAfter.read("3601"), is(Duration.ofHours(1)));
    assertThat(RetryAfter.read("Fri, 31 Dec 2100 23:59:59 GMT"), is(Duration.ofHours(1)));
  }

  @Test
  void readsADate() {
    String inTenMinutes =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(10));

    assertThat(
        RetryAfter.read(inTenMinutes),
        allOf(greaterThan(Duration.ofMinutes(9)), lessThanOrEqualTo(Duration.ofMinutes(10))));
  }

  @Test
  void doesNotWaitForADateThatIsOver() {
    assertThat(RetryAfter.read("Sun, 06 Nov 1994 08:49:37 GMT"), is(Duration.ZERO));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "-1", "1.5", "9999999999", "Sun, 06 Nov 1994", "\u0663"})
  void readsNothingElse(String header) {
    assertThat(RetryAfter.read(header), is(nullValue()));
  }
}
