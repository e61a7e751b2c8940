package org.postlabel.scorer.llm.codebook;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A made-up post and its label, as an example for the model or as a test of it.
 *
 * @param values {@code Boolean}, {@code Double} or {@code String} by attribute; what is not asked
 *     is missing
 */
public record LabelledText(String text, Map<String, Object> values) implements Serializable {
  public LabelledText {
    requireNonNull(text, "text");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
