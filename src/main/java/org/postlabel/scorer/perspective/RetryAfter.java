package org.postlabel.scorer.perspective;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After}: seconds or an HTTP date (RFC 9110, section 10.2.3). */
final class RetryAfter {
  /** Nobody waits longer on a header's word. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** Null when {@code header} is null or says nothing that can be read. */
  static Duration read(String header) {
    if (header == null) {
      return null;
    }
    Duration wait = header.strip().matches("\\d{1,9}") ? seconds(header) : date(header);
    if (wait == null) {
      return null;
    }
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static Duration seconds(String header) {
    return Duration.ofSeconds(Long.parseLong(header.strip()));
  }

  private static Duration date(String header) {
    try {
      Instant at =
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(Instant.now().truncatedTo(SECONDS), at);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
