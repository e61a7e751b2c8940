package org.postlabel.post;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** One number per attribute, as the provider sent it, never rounded. Immutable. */
public record Scores(SortedMap<String, Double> byAttribute) implements Serializable {
  /** No attribute was scored. */
  public static final Scores NONE = new Scores(new TreeMap<>());

  public Scores {
    byAttribute = Collections.unmodifiableSortedMap(new TreeMap<>(byAttribute));
  }

  public static Scores of(Map<String, Double> byAttribute) {
    return byAttribute.isEmpty() ? NONE : new Scores(new TreeMap<>(byAttribute));
  }

  /** The score of {@code attribute}; empty, never 0, when it was not scored. */
  public OptionalDouble of(String attribute) {
    Double score = byAttribute.get(attribute);
    return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
  }

  public boolean isEmpty() {
    return byAttribute.isEmpty();
  }
}
