package org.postlabel.scorer.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * The header {@code Retry-After} (RFC 9110, section 10.2.3): an HTTP date or seconds, which some
 * services send with a fraction.
 */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** The wait, 0 to 1 hour; null when {@code headerOrNull} is null or cannot be parsed. */
  static Duration read(String headerOrNull, Instant now) {
    String header = headerOrNull == null ? "" : headerOrNull.strip();
    if (header.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return bounded(Duration.ofMillis((long) Math.ceil(1_000 * Double.parseDouble(header))));
    }
    try {
      Instant date = ZonedDateTime.parse(header, RFC_1123_DATE_TIME).toInstant();
      return bounded(Duration.between(now.truncatedTo(SECONDS), date));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration bounded(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
