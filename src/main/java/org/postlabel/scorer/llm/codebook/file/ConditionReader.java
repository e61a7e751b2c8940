package org.postlabel.scorer.llm.codebook.file;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postlabel.options.Nearest;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.scorer.llm.codebook.Attribute;
import org.postlabel.scorer.llm.codebook.Condition;

/**
 * Reads {@code when} and {@code watch}: the name of a truth, or an attribute and the value or
 * values that it is to have.
 */
final class ConditionReader {
  private final Map<String, Attribute> attributes;

  /**
   * @param attributes by name
   */
  ConditionReader(Map<String, Attribute> attributes) {
    this.attributes = attributes;
  }

  Condition read(String key, YamlValue value) {
    if (value.isScalar()) {
      Attribute attribute = attribute(key, value);
      if (attribute.kind() != Kind.TRUTH) {
        throw value.refusal(
            "'%s' must say which value '%s' has, as in %s: {%s: value}"
                .formatted(key, attribute.name(), key, attribute.name()));
      }
      return new Condition(attribute.name(), List.of(true));
    }
    Map<YamlValue, YamlValue> entries = value.entries(key);
    if (entries.size() != 1) {
      throw value.refusal("'%s' must name one attribute, were %d".formatted(key, entries.size()));
    }
    YamlValue name = entries.keySet().iterator().next();
    Attribute attribute = attribute(key, name);
    List<Object> values =
        entries.get(name).itemsOrOne().stream().map(item -> value(attribute, item)).toList();
    return new Condition(attribute.name(), values);
  }

  private Attribute attribute(String key, YamlValue value) {
    String name = value.text(key);
    Attribute attribute = attributes.get(name);
    if (attribute == null) {
      throw value.refusal(
          "'%s' names no attribute: %s; did you mean '%s'?"
              .formatted(key, name, Nearest.to(name, attributes.keySet())));
    }
    if (attribute.kind() != Kind.TRUTH && attribute.kind() != Kind.WORD) {
      throw value.refusal(
          "'%s' must name a truth or a word, and '%s' is of the kind %s"
              .formatted(key, name, AttributeReader.word(attribute.kind())));
    }
    return attribute;
  }

  private static Object value(Attribute attribute, YamlValue item) {
    if (attribute.kind() == Kind.TRUTH) {
      return item.truth(attribute.name());
    }
    String word = item.text(attribute.name());
    Set<String> words = attribute.wording().meanings().keySet();
    if (!words.contains(word)) {
      throw item.refusal(
          "'%s' is no word of '%s'; did you mean '%s'?"
              .formatted(word, attribute.name(), Nearest.to(word, words)));
    }
    return word;
  }

  /** Refuses conditions that lead back to their attribute; {@code places} by its name. */
  static void requireNoCircle(Map<String, Condition> whenByName, Map<String, YamlValue> places) {
    for (String start : whenByName.keySet()) {
      Set<String> passed = new LinkedHashSet<>();
      String name = start;
      while (whenByName.containsKey(name) && passed.add(name)) {
        name = whenByName.get(name).attribute();
      }
      if (name.equals(start)) {
        throw places
            .get(start)
            .refusal(
                "'when' leads in a circle: %s, %s".formatted(String.join(", ", passed), start));
      }
    }
  }
}
