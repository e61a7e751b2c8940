package org.postlabel.evaluation.gold;

import static java.util.Locale.ROOT;

import java.util.Optional;

/** The words for true and false. */
public final class Truth {
  public static final String TRUE = "true";
  public static final String FALSE = "false";

  private Truth() {}

  /** {@link #TRUE} or {@link #FALSE}; empty when {@code word} is neither. */
  public static Optional<String> of(String word) {
    return switch (word.strip().toLowerCase(ROOT)) {
      // A column of 0 and 1 that has gaps is written with decimals by pandas.
      case "true", "yes", "1", "1.0" -> Optional.of(TRUE);
      case "false", "no", "0", "0.0" -> Optional.of(FALSE);
      default -> Optional.empty();
    };
  }

  public static String of(boolean isTrue) {
    return isTrue ? TRUE : FALSE;
  }
}
