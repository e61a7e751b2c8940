package org.postlabel.output;

import java.util.List;
import java.util.Locale;
import org.postlabel.options.EnumOption;

/** What a result is written as. */
public enum Format {
  TEXT,
  JSON,
  HTML;

  /** As in the option {@code --format}, and at the end of a file's name. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of {@code choices} that the option {@code --format} names.
   *
   * @throws IllegalArgumentException when {@code word} names none of them
   */
  public static Format of(String word, List<Format> choices) {
    return EnumOption.of("--format", word, choices);
  }
}
