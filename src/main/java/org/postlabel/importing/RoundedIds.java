package org.postlabel.importing;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognizes ids that a spreadsheet or a program has held as floating-point numbers: {@code
 * 1.23E+18}, {@code 791557233689870340.0}, or too many long ones that end in 000. Not thread-safe.
 */
final class RoundedIds {
  /** Not 12e5, which may be an id in base 36. */
  private static final Pattern FLOAT =
      Pattern.compile("-?\\d(?:\\.\\d+[eE]\\+?\\d{1,3}|[eE]\\+\\d{1,3})|\\d{16,}\\.0*");

  /** Shorter ones are held exactly by spreadsheets, which keep 15 digits, and by doubles. */
  private static final Pattern LONG = Pattern.compile("\\d{16,}");

  private long longIds;
  private long endInZeros;

  /** Why {@code uri}, with those before it, looks rounded; empty when it does not. */
  Optional<String> add(String uri) {
    if (FLOAT.matcher(uri).matches()) {
      return Optional.of("has an id that was rounded (written as a float, like 1.23E+18)");
    }
    if (LONG.matcher(uri).matches()) {
      longIds++;
      if (uri.endsWith("000")) {
        endInZeros++;
      }
    }
    // One long id in a thousand ends so by chance.
    boolean isMany = endInZeros >= 2 && endInZeros * 2 >= longIds;
    boolean isShare = endInZeros >= 5 && endInZeros * 10 >= longIds;
    return isMany || isShare
        ? Optional.of("has many ids that end in 000, as rounded ones do")
        : Optional.empty();
  }
}
