package org.postlabel.scorer.llm.codebook.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.options.Nearest;

/** A mapping that has certain keys and no others. */
final class YamlMapping {
  private final String what;
  private final YamlValue place;
  private final Map<String, YamlValue> values = new LinkedHashMap<>();

  /**
   * @param what it describes, for messages: {@code the attribute}
   * @throws IllegalArgumentException when it has another key
   */
  YamlMapping(String what, YamlValue mapping, List<String> keys) {
    this.what = what;
    this.place = mapping;
    mapping
        .entries(what)
        .forEach(
            (key, value) -> {
              String name = key.text(what);
              if (!keys.contains(name)) {
                throw key.refusal(
                    "%s has no key '%s'; did you mean '%s'?"
                        .formatted(what, name, Nearest.to(name, keys)));
              }
              values.put(name, value);
            });
  }

  YamlValue place() {
    return place;
  }

  YamlValue required(String key) {
    return optional(key)
        .orElseThrow(() -> place.refusal("%s lacks the key '%s'".formatted(what, key)));
  }

  Optional<YamlValue> optional(String key) {
    return Optional.ofNullable(values.get(key));
  }

  String text(String key) {
    return required(key).text(key);
  }

  String textOrNull(String key) {
    return optional(key).map(value -> value.text(key)).orElse(null);
  }
}
