package org.postlabel.importing.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postlabel.database.Timestamps;

/** Times as files write them: ISO 8601 and its like, in words, in digits, seconds since 1970. */
final class ReadTime {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:[eE]\\+?\\d{1,2})?");

  /** An offset behind a blank, as in {@code 2024-05-09 20:47:02 +0000}. */
  private static final Pattern OFFSET = Pattern.compile(" ([+-]\\d\\d):?(\\d\\d)$");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d|\\d{8}");

  /** As milliseconds these would be in 1976 or after 2570. */
  private static final Pattern DIGITS = Pattern.compile("(?:19|20)\\d{10}(?:\\d\\d)?");

  private static final DateTimeFormatter IN_DIGITS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** In seconds: 1973. Less is no time but a count, a year or a day's number in a spreadsheet. */
  private static final BigDecimal EARLIEST = new BigDecimal(100_000_000);

  private static final BigDecimal THOUSAND = new BigDecimal(1_000);

  /** In seconds: the year 2286; a number above counts smaller units. */
  private static final BigDecimal LATEST = new BigDecimal(10_000_000_000L);

  private ReadTime() {}

  /**
   * {@code text} itself where databases read its notation, or else the same time in ISO 8601; empty
   * when it is no time.
   */
  static Optional<String> of(String text) {
    String words = TimeInWords.withOffset(text.strip());
    String time = OFFSET.matcher(words).replaceFirst("$1:$2");
    if (isKnown(time)) {
      return Optional.of(time);
    }
    try {
      if (DATE.matcher(time).matches()) {
        return Optional.of(
            LocalDate.parse(time.replace("-", ""), DateTimeFormatter.BASIC_ISO_DATE)
                + "T00:00:00Z");
      }
      if (DIGITS.matcher(time).matches()) {
        return Optional.of(
            LocalDateTime.parse(time.length() == 12 ? time + "00" : time, IN_DIGITS)
                .toInstant(ZoneOffset.UTC)
                .toString());
      }
      return NUMBER.matcher(time).matches() ? sinceEpoch(time) : TimeInWords.of(words);
    } catch (DateTimeException | ArithmeticException noTime) {
      return Optional.empty();
    }
  }

  private static boolean isKnown(String time) {
    try {
      Timestamps.parse(time);
      return true;
    } catch (DateTimeException otherNotation) {
      return false;
    }
  }

  /** Seconds, or thousandths, millionths, billionths of them: whichever gives a time of today. */
  private static Optional<String> sinceEpoch(String number) {
    BigDecimal seconds = new BigDecimal(number);
    for (int unit = 0; unit < 3 && seconds.compareTo(LATEST) >= 0; unit++) {
      seconds = seconds.divide(THOUSAND);
    }
    if (seconds.compareTo(EARLIEST) < 0 || seconds.compareTo(LATEST) >= 0) {
      return Optional.empty();
    }
    BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9);
    Instant time = Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
    return Optional.of(time.truncatedTo(ChronoUnit.MICROS).toString());
  }
}
