package org.postlabel.post;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One value per attribute, as the provider sent it, never rounded: a number ({@code Double}), a
 * truth ({@code Boolean}) or words ({@code String}). Immutable.
 */
public record Scores(SortedMap<String, Object> byAttribute) implements Serializable {
  /** No attribute was scored. */
  public static final Scores NONE = new Scores(new TreeMap<>());

  public Scores {
    byAttribute = Collections.unmodifiableSortedMap(new TreeMap<>(byAttribute));
    byAttribute.values().forEach(Scores::requireValue);
  }

  public static Scores of(Map<String, ?> byAttribute) {
    return byAttribute.isEmpty() ? NONE : new Scores(new TreeMap<>(byAttribute));
  }

  /** The number of {@code attribute}; empty, never 0, when it was not scored. */
  public OptionalDouble of(String attribute) {
    return byAttribute.get(attribute) instanceof Double score
        ? OptionalDouble.of(score)
        : OptionalDouble.empty();
  }

  /** The value of {@code attribute}; empty when it was not scored. */
  public Optional<Object> value(String attribute) {
    return Optional.ofNullable(byAttribute.get(attribute));
  }

  public boolean isEmpty() {
    return byAttribute.isEmpty();
  }

  private static void requireValue(Object value) {
    if (!(value instanceof Double || value instanceof Boolean || value instanceof String)) {
      throw new IllegalArgumentException(
          "a score is a Double, a Boolean or a String, was a " + value.getClass().getName());
    }
  }
}
