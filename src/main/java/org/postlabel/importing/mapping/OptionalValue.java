package org.postlabel.importing.mapping;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the value of an optional column in a file stands for. */
final class OptionalValue {
  /** As R, pandas, Python, SQL, spreadsheets and dumps of databases write that there is none. */
  private static final Set<String> MISSING =
      Set.of(
          "",
          "NA",
          "N/A",
          "#N/A",
          "<NA>",
          "n/a",
          "NaN",
          "nan",
          "-nan",
          "NaT",
          "null",
          "NULL",
          "Null",
          "None",
          "none",
          "nil",
          "undefined",
          "\\N",
          "Infinity",
          "-Infinity",
          "inf",
          "-inf");

  /** Longer than any count; parsing a number of a million digits takes minutes. */
  private static final int MAX_COUNT_LENGTH = 40;

  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[,_ \u00A0]\\d{3})+");

  private OptionalValue() {}

  /** Whether {@code value} says that there is none. */
  static boolean isMissing(String value) {
    return MISSING.contains(value.strip());
  }

  /** What {@code column} holds of {@code value}; empty when it cannot hold it. */
  static Optional<Object> of(Column column, String value) {
    return switch (column.kind()) {
      case STRING -> isUnicode(value) ? Optional.of(value) : Optional.empty();
      case TIMESTAMP -> ReadTime.of(value).map(time -> time);
      case COUNT -> count(value.strip()).map(count -> count);
    };
  }

  private static Optional<Long> count(String value) {
    if (value.length() > MAX_COUNT_LENGTH) {
      return Optional.empty();
    }
    String digits = GROUPED.matcher(value).matches() ? value.replaceAll("[^\\d]", "") : value;
    try {
      return Optional.of(new BigDecimal(digits).longValueExact());
    } catch (ArithmeticException | NumberFormatException notWhole) {
      return Optional.empty();
    }
  }

  /** Whether UTF-8 can stand for {@code value}: it has no unpaired surrogate. */
  static boolean isUnicode(String value) {
    return value.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
  }

  /** How {@code value} looks, without what it says: {@code aaa, 99/99/9999}. */
  static String shape(String value) {
    String start =
        value.substring(
            0, value.offsetByCodePoints(0, Math.min(30, value.codePointCount(0, value.length()))));
    return start
        .replaceAll("\\p{L}", "a")
        .replaceAll("\\p{N}", "9")
        .replaceAll("[^a9 .,:;/+_-]", "?");
  }
}
