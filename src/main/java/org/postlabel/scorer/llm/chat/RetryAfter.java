package org.postlabel.scorer.llm.chat;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The header {@code Retry-After} (RFC 9110, section 10.2.3), as seconds, which some services send
 * with a fraction, or as a date.
 */
final class RetryAfter {
  /** Nobody waits longer on a header's word. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** Null when {@code headerOrNull} says nothing that can be read. */
  static Duration read(String headerOrNull, Instant now) {
    String header = headerOrNull == null ? "" : headerOrNull.strip();
    if (header.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return bounded(Duration.ofMillis((long) Math.ceil(1_000 * Double.parseDouble(header))));
    }
    try {
      return bounded(
          Duration.between(
              now, ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration bounded(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
