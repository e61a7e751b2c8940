package org.postlabel.database;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as people's files, and both databases, write them. */
public final class Timestamps {
  /** The format of the job that we replace: {@code 2024-05-09-20:47:02}, in UTC. */
  static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HH:mm:ss", Locale.ROOT);

  /** ISO 8601 with a T or a space, with or without an offset; without one it is UTC. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd['T'][' ']HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("[XXX][X]")
          .toFormatter(Locale.ROOT);

  private static final int LAST_YEAR = 9999;

  private Timestamps() {}

  /**
   * The time that {@code text} stands for.
   *
   * @throws DateTimeException when it stands for none
   */
  public static OffsetDateTime parse(String text) {
    if (text.length() > 10 && text.charAt(10) == '-') {
      return LocalDateTime.parse(text, COMPACT).atOffset(ZoneOffset.UTC);
    }
    TemporalAccessor time = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof OffsetDateTime withOffset
        ? withOffset
        : ((LocalDateTime) time).atOffset(ZoneOffset.UTC);
  }

  /**
   * Reads {@code --since}: a time, or a day, which begins in UTC.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Instant parseSince(String option) {
    try {
      OffsetDateTime time =
          option.indexOf(':') < 0
              ? LocalDate.parse(option).atStartOfDay().atOffset(ZoneOffset.UTC)
              : parse(option);
      if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
        throw new DateTimeException("year out of range");
      }
      return time.toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--since must be a UTC time such as 2026-01-31T12:00:00Z, or a day such as 2026-01-31,"
              + " was "
              + option,
          e);
    }
  }
}
