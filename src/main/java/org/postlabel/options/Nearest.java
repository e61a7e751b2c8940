package org.postlabel.options;

import static java.util.Comparator.comparingInt;

import java.util.Collection;

/** What somebody may have meant who mistyped a name. */
public final class Nearest {
  private Nearest() {}

  /** The one of {@code names} with the fewest letters to change; the first of several. */
  public static String to(String name, Collection<String> names) {
    return names.stream().min(comparingInt(other -> distance(name, other))).orElse("");
  }

  /** Levenshtein's. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
