package org.postlabel.output;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/** What a result is written as. */
public enum Format {
  TEXT,
  JSON,
  HTML;

  /** As in the option {@code --format}, and at the end of a file's name. */
  public String word() {
    return word(this);
  }

  /**
   * The one of {@code choices} that the option {@code --format} names.
   *
   * @throws IllegalArgumentException when {@code word} names none of them
   */
  public static <E extends Enum<E>> E of(String word, List<E> choices) {
    return choices.stream()
        .filter(choice -> word(choice).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--format must be %s or %s, was %s"
                        .formatted(
                            choices.stream()
                                .limit(choices.size() - 1L)
                                .map(Format::word)
                                .collect(joining(", ")),
                            word(choices.get(choices.size() - 1)),
                            word)));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
