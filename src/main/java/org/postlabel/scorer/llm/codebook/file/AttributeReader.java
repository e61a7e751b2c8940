package org.postlabel.scorer.llm.codebook.file;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postlabel.options.Nearest;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.scorer.llm.codebook.Attribute;
import org.postlabel.scorer.llm.codebook.Attribute.Wording;

/** Reads one attribute, without a look at the others. */
final class AttributeReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "kind",
          "question",
          "words",
          "anchors",
          "maxWords",
          "title",
          "note",
          "column",
          "when",
          "required");

  private static final List<String> KINDS =
      Stream.of(Kind.TRUTH, Kind.WORD, Kind.SCORE, Kind.COUNT, Kind.TEXT)
          .map(kind -> kind.name().toLowerCase(Locale.ROOT))
          .toList();

  /** The key that a kind needs and no other may have. */
  private static final Map<Kind, String> OWN_KEY =
      Map.of(Kind.WORD, "words", Kind.SCORE, "anchors", Kind.TEXT, "maxWords");

  private static final int MOST_WORDS_OF_A_TEXT = 200;
  private static final int MOST_MEANINGS = 50;

  private AttributeReader() {}

  /** The attribute, still without its condition; that is in {@code when} of the mapping. */
  static Attribute read(YamlMapping attribute) {
    String name = Names.ofColumn(attribute.required("name"), "name");
    Optional<YamlValue> column = attribute.optional("column");
    Kind kind = kind(attribute.required("kind"));
    OWN_KEY.forEach(
        (owner, key) -> {
          if (owner != kind && attribute.optional(key).isPresent()) {
            throw attribute
                .required(key)
                .refusal(
                    "'%s' belongs to the kind %s, and '%s' is of the kind %s"
                        .formatted(key, word(owner), name, word(kind)));
          }
        });
    return new Attribute(
        name,
        column.isPresent() ? Names.ofColumn(column.get(), "column") : name,
        kind,
        new Wording(
            attribute.textOrNull("title"),
            attribute.text("question"),
            attribute.textOrNull("note"),
            meanings(attribute, kind),
            kind == Kind.TEXT
                ? attribute.required("maxWords").whole("maxWords", 1, MOST_WORDS_OF_A_TEXT)
                : 0),
        null,
        attribute.optional("required").map(value -> value.truth("required")).orElse(true));
  }

  private static Kind kind(YamlValue value) {
    String word = value.text("kind");
    if (!KINDS.contains(word)) {
      throw value.refusal(
          "'kind' must be %s, was %s; did you mean %s?"
              .formatted(String.join(", ", KINDS), word, Nearest.to(word, KINDS)));
    }
    return Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static List<String> keys() {
    return KEYS;
  }

  private static Map<String, String> meanings(YamlMapping attribute, Kind kind) {
    if (kind != Kind.WORD && kind != Kind.SCORE) {
      return Map.of();
    }
    String key = OWN_KEY.get(kind);
    YamlValue value = attribute.required(key);
    Map<String, String> meanings = new LinkedHashMap<>();
    value
        .entries(key)
        .forEach((word, meaning) -> meanings.put(word.text(key), meaning.text(word.text(key))));
    if (meanings.size() < 2 || meanings.size() > MOST_MEANINGS) {
      throw value.refusal(
          "'%s' must hold 2..%d lines, were %d".formatted(key, MOST_MEANINGS, meanings.size()));
    }
    if (kind == Kind.SCORE) {
      requireAscending(value, new ArrayList<>(meanings.keySet()));
    }
    return meanings;
  }

  private static void requireAscending(YamlValue place, List<String> anchors) {
    boolean isFine = anchors.stream().allMatch(anchor -> anchor.matches("0(\\.\\d+)?|1(\\.0+)?"));
    for (int i = 1; isFine && i < anchors.size(); i++) {
      isFine = Double.parseDouble(anchors.get(i - 1)) < Double.parseDouble(anchors.get(i));
    }
    if (!isFine) {
      throw place.refusal(
          "'anchors' must be numbers from 0 to 1, each greater than the one before, were %s"
              .formatted(anchors.stream().collect(joining(", "))));
    }
  }
}
