package org.postlabel.options;

import java.util.List;
import java.util.Locale;

/** Options whose values are the constants of an enum, in lower case. */
public final class EnumOption {
  private EnumOption() {}

  /**
   * The one of {@code choices}, two or more, that {@code value} names.
   *
   * @throws IllegalArgumentException when it names none of them
   */
  public static <E extends Enum<E>> E of(String option, String value, List<E> choices) {
    List<String> words =
        choices.stream().map(choice -> choice.name().toLowerCase(Locale.ROOT)).toList();
    int index = words.indexOf(value);
    if (index < 0) {
      int last = words.size() - 1;
      throw new IllegalArgumentException(
          "%s must be %s or %s, was %s"
              .formatted(
                  option, String.join(", ", words.subList(0, last)), words.get(last), value));
    }
    return choices.get(index);
  }
}
