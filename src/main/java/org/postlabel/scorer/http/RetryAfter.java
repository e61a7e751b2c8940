package org.postlabel.scorer.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a service asks to wait: the header {@code Retry-After} (RFC 9110, section 10.2.3), an
 * HTTP date or seconds, which some services send with a fraction; or, where there is none, what the
 * body of an error says.
 */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Of a body; what an error says of the wait stands near its beginning. */
  private static final int MAX_CHARACTERS = 10_000;

  /** Google's {@code "retryDelay": "17s"}, also in JSON that a gateway has put into a message. */
  private static final Pattern GOOGLES =
      Pattern.compile("\"retryDelay\\\\*\"\\s*:\\s*\\\\*\"(\\d{1,9}(?:\\.\\d{1,9})?)s");

  /** {@code "retry_after": 1.5}, and the time until a model is loaded; all in seconds. */
  private static final Pattern IN_A_FIELD =
      Pattern.compile(
          "(?i)\"(?:retry_?after(?:_seconds)?|estimated_time)\\\\*\"\\s*:\\s*\"?"
              + "(\\d{1,9}(?:\\.\\d{1,20})?)(?![\\d.a-z])");

  private static final String AMOUNT = "(\\d{1,9}(?:\\.\\d{1,20})?) ?";
  private static final String UNIT =
      "(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)(?![a-z])";

  /** "Please try again in 6m0s", "Please retry after 3 seconds". */
  private static final Pattern IN_WORDS =
      Pattern.compile("(?i)\\b(?:try again|retry) (?:in|after) ((?:" + AMOUNT + UNIT + " ?){1,4})");

  private static final Pattern PART = Pattern.compile("(?i)" + AMOUNT + UNIT);

  private RetryAfter() {}

  /** The wait, 0 to 1 hour; null when {@code headerOrNull} is null or cannot be parsed. */
  static Duration read(String headerOrNull, Instant now) {
    String header = headerOrNull == null ? "" : headerOrNull.strip();
    if (header.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return ofMillis(1_000 * Double.parseDouble(header));
    }
    try {
      Instant date = ZonedDateTime.parse(header, RFC_1123_DATE_TIME).toInstant();
      return bounded(Duration.between(now.truncatedTo(SECONDS), date));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The wait that an error's body names, 0 to 1 hour; null when it names none. */
  static Duration inBody(String body) {
    String start = body.substring(0, Math.min(MAX_CHARACTERS, body.length()));
    for (Pattern field : new Pattern[] {GOOGLES, IN_A_FIELD}) {
      Matcher seconds = field.matcher(start);
      if (seconds.find()) {
        return ofMillis(1_000 * Double.parseDouble(seconds.group(1)));
      }
    }
    Matcher words = IN_WORDS.matcher(start);
    return words.find() ? ofMillis(millis(words.group(1))) : null;
  }

  private static double millis(String parts) {
    double millis = 0;
    Matcher part = PART.matcher(parts);
    while (part.find()) {
      millis += Double.parseDouble(part.group(1)) * millisOf(part.group(2));
    }
    return millis;
  }

  private static int millisOf(String unit) {
    String word = unit.toLowerCase(Locale.ROOT);
    if (word.startsWith("ms") || word.startsWith("milli")) {
      return 1;
    }
    return switch (word.charAt(0)) {
      case 's' -> 1_000;
      case 'm' -> 60_000;
      case 'h' -> 3_600_000;
      default -> 86_400_000;
    };
  }

  private static Duration ofMillis(double millis) {
    return bounded(Duration.ofMillis((long) Math.ceil(millis)));
  }

  private static Duration bounded(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
