package org.postlabel.scorer.llm.codebook;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * That an attribute has one of some values.
 *
 * @param values {@code Boolean} or {@code String}, at least one
 */
public record Condition(String attribute, List<Object> values) implements Serializable {
  public Condition {
    requireNonNull(attribute, "attribute");
    values = List.copyOf(values);
  }

  /** Whether {@code label}, values by attribute, has it. */
  public boolean isMetBy(Map<String, Object> label) {
    Object value = label.get(attribute);
    return value != null && values.contains(value);
  }

  /** When it is not met, as in {@code is_political is false} or {@code stance is not "for"}. */
  String unmetInWords() {
    return values.get(0) instanceof Boolean truth
        ? attribute + " is " + !truth
        : attribute
            + " is not "
            + values.stream().map(value -> "\"" + value + "\"").collect(joining(" or "));
  }
}
