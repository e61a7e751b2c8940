package org.postlabel.importing.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Times with English names of months, dots or slashes: {@code Wed Oct 10 20:19:24 +0000 2018},
 * {@code May 9, 2024 · 8:47 PM UTC}, {@code 09.05.2024 20:47}. A day of which nothing tells the
 * month, {@code 5/9/2024}, is none.
 */
final class TimeInWords {
  /** Those that mean one offset; CST, IST and BST are several. */
  private static final Map<String, String> OFFSETS =
      Map.ofEntries(
          Map.entry("UTC", "Z"),
          Map.entry("GMT", "Z"),
          Map.entry("EST", "-05:00"),
          Map.entry("EDT", "-04:00"),
          Map.entry("CDT", "-05:00"),
          Map.entry("MST", "-07:00"),
          Map.entry("MDT", "-06:00"),
          Map.entry("PST", "-08:00"),
          Map.entry("PDT", "-07:00"),
          Map.entry("WET", "Z"),
          Map.entry("WEST", "+01:00"),
          Map.entry("CET", "+01:00"),
          Map.entry("CEST", "+02:00"),
          Map.entry("EET", "+02:00"),
          Map.entry("EEST", "+03:00"),
          Map.entry("JST", "+09:00"),
          Map.entry("AEST", "+10:00"),
          Map.entry("AEDT", "+11:00"));

  private static final Pattern ZONE =
      Pattern.compile(" ?\\b(" + String.join("|", OFFSETS.keySet()) + ")(?=$| \\d{4}$)");

  private static final Pattern HYPHENS = Pattern.compile("(\\d)-(\\p{Alpha}{3,})-(\\d)");
  private static final Pattern BETWEEN = Pattern.compile("[,·\\s]+");
  private static final String OFFSET = "[ ][XXX][XX]";

  private static final List<DateTimeFormatter> FORMATS =
      Stream.concat(
              Stream.of("EEE MMM d HH:mm:ss" + OFFSET + " uuuu"),
              Stream.of("[EEE ]d MON uuuu", "[EEE ]MON d uuuu", "uuuu/M/d", "d.M.uuuu")
                  .flatMap(
                      day ->
                          Stream.of(
                              day, day + " H:mm[:ss]" + OFFSET, day + " h:mm[:ss][ ]a" + OFFSET)))
          .map(pattern -> pattern.replace("MON", "[MMMM][MMM]"))
          .map(TimeInWords::format)
          .toList();

  private TimeInWords() {}

  private static DateTimeFormatter format(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** {@code text} with the offset in place of a zone's name, where that means one. */
  static String withOffset(String text) {
    Matcher zone = ZONE.matcher(text);
    return zone.find()
        ? text.substring(0, zone.start()) + OFFSETS.get(zone.group(1)) + text.substring(zone.end())
        : text;
  }

  /** The time, as ISO 8601 in UTC; empty when {@code text} is none. */
  static Optional<String> of(String text) {
    String words =
        BETWEEN.matcher(HYPHENS.matcher(text).replaceAll("$1 $2 $3")).replaceAll(" ").strip();
    for (DateTimeFormatter format : FORMATS) {
      try {
        return Optional.of(
            instant(
                    format.parseBest(
                        words, OffsetDateTime::from, LocalDateTime::from, LocalDate::from))
                .toString());
      } catch (DateTimeException otherNotation) {
        // The next one may read it.
      }
    }
    return Optional.empty();
  }

  private static Instant instant(TemporalAccessor time) {
    if (time instanceof OffsetDateTime withOffset) {
      return withOffset.toInstant();
    }
    return (time instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(time))
        .toInstant(ZoneOffset.UTC);
  }
}
