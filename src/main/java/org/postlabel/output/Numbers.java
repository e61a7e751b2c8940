package org.postlabel.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
public final class Numbers {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Numbers() {}

  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** With {@code decimals}; a dash for null. */
  public static String decimal(Double numberOrNull, int decimals) {
    if (numberOrNull == null) {
      return "–";
    }
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", numberOrNull);
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }

  /** A part as a percentage; a dash when there is no whole. */
  public static String percent(double part, double whole) {
    return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
  }

  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** {@code 3 d 4:05:06} or {@code 4:05:06}. */
  public static String duration(Duration duration) {
    String clock =
        String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            duration.toHoursPart(),
            duration.toMinutesPart(),
            duration.toSecondsPart());
    return duration.toDays() > 0 ? duration.toDays() + " d " + clock : clock;
  }
}
