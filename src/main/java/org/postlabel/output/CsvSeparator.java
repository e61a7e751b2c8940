package org.postlabel.output;

import java.util.Map;

/** What is between the cells of CSV, as an option names it. */
public final class CsvSeparator {
  private static final Map<String, Character> NAMES =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t', "\\t", '\t', "pipe", '|');

  private CsvSeparator() {}

  /**
   * The character that {@code option}, the value of {@code --separator}, stands for.
   *
   * @throws IllegalArgumentException when it stands for none
   */
  public static char of(String option) {
    Character named = NAMES.get(option);
    if (named != null) {
      return named;
    }
    if (option.length() != 1 || option.charAt(0) > 127 || "\"\r\n".contains(option)) {
      throw new IllegalArgumentException(
          "--separator must be comma, semicolon, tab, pipe or one ASCII character, was " + option);
    }
    return option.charAt(0);
  }
}
