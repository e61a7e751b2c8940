package org.postlabel.report.labels;

import static java.time.ZoneOffset.UTC;
import static java.util.Locale.ROOT;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import org.postlabel.database.Timestamps;

/**
 * Labels by the time of their post, as they stream by: by hour while that makes few bars, then by
 * day, month, year. Times are in UTC and distinguished by their first characters, as in {@code
 * 2024-05-09 20:47:02}; the time of anything else is unknown.
 */
final class TimeTally {
  /** Enough bars for a chart. */
  static final int MOST = 120;

  private static final String UNKNOWN = "";
  private static final String PATTERN = "0000-01-01T00:00";
  private static final int BEFORE_OFFSET = PATTERN.length();

  private final Queue<Unit> coarser = new ArrayDeque<>(List.of(Unit.DAY, Unit.MONTH, Unit.YEAR));
  private Unit unit = Unit.HOUR;
  private TreeMap<String, LabelCount> byTime = new TreeMap<>();
  private LabelCount unknown = new LabelCount(UNKNOWN, 0, 0);

  /** Adds a label. */
  void add(String timeOrNull, boolean hasScores) {
    String time = timeOrNull == null ? UNKNOWN : unit.of(inUtc(timeOrNull));
    if (!byTime.containsKey(time) && !unit.isNamedBy(time)) {
      unknown = unknown.plus(LabelCount.one(UNKNOWN, hasScores));
      return;
    }
    byTime.merge(time, LabelCount.one(time, hasScores), LabelCount::plus);
    while (byTime.size() > MOST && !coarser.isEmpty()) {
      coarsen();
    }
  }

  /** Parses only a time with another offset: parsing takes longer than counting. */
  private static String inUtc(String time) {
    int sign = Math.max(time.lastIndexOf('+'), time.lastIndexOf('-'));
    if (sign < BEFORE_OFFSET || time.endsWith("+00") || time.endsWith("+00:00")) {
      return time;
    }
    try {
      return Timestamps.parse(time).withOffsetSameInstant(UTC).toLocalDateTime().toString();
    } catch (DateTimeException e) {
      return time;
    }
  }

  /** {@code hour}, {@code day}, {@code month} or {@code year}. */
  String unit() {
    return unit.name().toLowerCase(ROOT);
  }

  /** In the order of time, empty times too; last those whose time is not known, if any. */
  List<LabelCount> counts() {
    while (bars() > MOST && !coarser.isEmpty()) {
      coarsen();
    }
    List<LabelCount> counts = new ArrayList<>();
    if (bars() > MOST) {
      counts.addAll(byTime.values());
    } else if (!byTime.isEmpty()) {
      for (LocalDateTime time = Unit.start(byTime.firstKey());
          !time.isAfter(Unit.start(byTime.lastKey()));
          time = time.plus(1, unit.step)) {
        String name = unit.of(time.toString());
        counts.add(byTime.getOrDefault(name, new LabelCount(name, 0, 0)));
      }
    }
    if (unknown.labels() > 0) {
      counts.add(unknown);
    }
    return counts;
  }

  private long bars() {
    return byTime.isEmpty()
        ? 0
        : 1 + unit.step.between(Unit.start(byTime.firstKey()), Unit.start(byTime.lastKey()));
  }

  private void coarsen() {
    unit = coarser.remove();
    TreeMap<String, LabelCount> merged = new TreeMap<>();
    byTime.forEach(
        (time, count) -> merged.merge(unit.of(time), count.named(unit.of(time)), LabelCount::plus));
    byTime = merged;
  }

  private enum Unit {
    HOUR(ChronoUnit.HOURS, 13),
    DAY(ChronoUnit.DAYS, 10),
    MONTH(ChronoUnit.MONTHS, 7),
    YEAR(ChronoUnit.YEARS, 4);

    private final ChronoUnit step;
    private final int characters;

    Unit(ChronoUnit step, int characters) {
      this.step = step;
      this.characters = characters;
    }

    /**
     * The start of {@code time} that names its unit; a T or a hyphen before the hour is a space.
     */
    String of(String time) {
      String start = time.substring(0, Math.min(characters, time.length()));
      return start.length() > 10 ? start.substring(0, 10) + " " + start.substring(11) : start;
    }

    boolean isNamedBy(String name) {
      try {
        return name.length() == characters && start(name) != null;
      } catch (DateTimeException e) {
        return false;
      }
    }

    static LocalDateTime start(String name) {
      return LocalDateTime.parse((name + PATTERN.substring(name.length())).replace(' ', 'T'));
    }
  }
}
