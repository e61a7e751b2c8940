package org.postlabel.importing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postlabel.database.Timestamps;

/** Times as files write them: ISO 8601 and its like, Twitter's, of mails, seconds since 1970. */
final class ReadTime {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:[eE]\\+?\\d{1,2})?");
  private static final Pattern ZONE = Pattern.compile(" ?(?:UTC|GMT)$");

  /** An offset behind a blank, as in {@code 2024-05-09 20:47:02 +0000}. */
  private static final Pattern OFFSET = Pattern.compile(" ([+-]\\d\\d):?(\\d\\d)$");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d|\\d{8}");

  private static final List<DateTimeFormatter> IN_WORDS =
      List.of(
          DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss Z uuuu", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss zzz uuuu", Locale.ENGLISH),
          DateTimeFormatter.RFC_1123_DATE_TIME);

  /** In seconds: 1973. Less is no time but a count, a year or a day's number in a spreadsheet. */
  private static final BigDecimal EARLIEST = new BigDecimal(100_000_000);

  private static final BigDecimal THOUSAND = new BigDecimal(1_000);

  /** In seconds: the year 5138; a number above counts smaller units. */
  private static final BigDecimal LATEST = new BigDecimal(100_000_000_000L);

  private ReadTime() {}

  /**
   * {@code text} itself where databases read its notation, or else the same time in ISO 8601; empty
   * when it is no time.
   */
  static Optional<String> of(String text) {
    String time =
        OFFSET.matcher(ZONE.matcher(text.strip()).replaceFirst("Z")).replaceFirst("$1:$2");
    if (isKnown(time)) {
      return Optional.of(time);
    }
    try {
      if (DATE.matcher(time).matches()) {
        return Optional.of(
            LocalDate.parse(time.replace("-", ""), DateTimeFormatter.BASIC_ISO_DATE)
                + "T00:00:00Z");
      }
      return NUMBER.matcher(time).matches() ? sinceEpoch(time) : inWords(text.strip());
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

  private static Optional<String> inWords(String text) {
    for (DateTimeFormatter format : IN_WORDS) {
      try {
        TemporalAccessor time = format.parse(text);
        return Optional.of(Instant.from(time).atOffset(ZoneOffset.UTC).toInstant().toString());
      } catch (DateTimeException otherNotation) {
        // The next one may read it.
      }
    }
    return Optional.empty();
  }
}
