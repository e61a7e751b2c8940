package org.postlabel.importing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognizes ids that a spreadsheet or a program has held as floating-point numbers: {@code
 * 1.23E+18}, {@code 791557233689870340.0}, or too many long ones that end in zeros or are exactly
 * such numbers. Not thread-safe.
 */
final class RoundedIds {
  /** Not 12e5, which may be an id in base 36. A comma stands where decimals are written so. */
  private static final Pattern FLOAT =
      Pattern.compile("-?\\d(?:[.,]\\d+[eE]\\+?\\d{1,3}|[eE]\\+\\d{1,3})|\\d{16,}[.,]0*");

  /** Shorter ones are held exactly by spreadsheets, which keep 15 digits, and by doubles. */
  private static final Pattern LONG = Pattern.compile("\\d{16,}");

  /** From here on, at most one number in sixteen is held exactly by a double. */
  private static final long MOSTLY_INEXACT = 1L << 56;

  /** Ids of some services are multiples of it, since they end in a count that is mostly zero. */
  private static final int COUNTED = 1 << 12;

  private long longIds;
  private long endInThreeZeros;
  private long endInTwoZeros;
  private long mostlyInexact;
  private long exact;

  /** Why {@code uri}, with those before it, looks rounded; empty when it does not. */
  Optional<String> add(String uri) {
    if (FLOAT.matcher(uri).matches()) {
      return Optional.of("has an id that was rounded (written as a float, like 1.23E+18)");
    }
    if (LONG.matcher(uri).matches()) {
      longIds++;
      endInTwoZeros += uri.endsWith("00") ? 1 : 0;
      endInThreeZeros += uri.endsWith("000") ? 1 : 0;
      countExact(uri);
    }
    // One long id in a thousand ends in 000 by chance.
    boolean areMany = endInThreeZeros >= 2 && endInThreeZeros * 2 >= longIds;
    boolean areShare = endInThreeZeros >= 5 && endInThreeZeros * 10 >= longIds;
    if (areMany || areShare || (endInTwoZeros >= 5 && endInTwoZeros * 2 >= longIds)) {
      return Optional.of("has many ids that end in zeros, as rounded ones do");
    }
    return exact >= 10 && exact * 2 >= mostlyInexact
        ? Optional.of("has ids that look rounded (most are exactly what a double can hold)")
        : Optional.empty();
  }

  private void countExact(String uri) {
    BigInteger id = new BigInteger(uri);
    if (id.bitLength() < Long.SIZE && id.longValue() >= MOSTLY_INEXACT) {
      mostlyInexact++;
      boolean isExact = id.equals(new BigDecimal(id.doubleValue()).toBigInteger());
      exact += isExact && id.longValue() % COUNTED != 0 ? 1 : 0;
    }
  }
}
