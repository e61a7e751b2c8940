package org.postlabel.scorer.llm.codebook.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postlabel.options.Nearest;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.scorer.llm.codebook.AnswerForm;
import org.postlabel.scorer.llm.codebook.Attribute;
import org.postlabel.scorer.llm.codebook.Codebook;

/** Reads the label of an example or a golden post, and holds it against the codebook. */
final class LabelReader {
  private final Codebook codebook;
  private final AnswerForm form;

  LabelReader(Codebook codebook) {
    this.codebook = codebook;
    this.form = new AnswerForm(codebook);
  }

  List<String> names() {
    return codebook.attributes().stream().map(Attribute::name).toList();
  }

  /** The attribute {@code name}, or a refusal that names the nearest. */
  String unknown(String name) {
    return "'%s' is no attribute; did you mean '%s'?".formatted(name, Nearest.to(name, names()));
  }

  /**
   * Adds {@code value} of the attribute {@code name}; null adds nothing.
   *
   * @return what is wrong with it; empty if nothing is
   */
  Optional<String> add(Map<String, Object> values, String name, JsonNode value) {
    Optional<Attribute> attribute = codebook.attribute(name);
    if (attribute.isEmpty()) {
      return Optional.of(unknown(name));
    }
    if (value.isNull()) {
      return Optional.empty();
    }
    Object read = AnswerForm.valueOrNull(attribute.get(), value);
    if (read == null) {
      return Optional.of(
          "'%s' must be %s, was %s".formatted(name, inWords(attribute.get()), value));
    }
    values.put(name, read);
    return Optional.empty();
  }

  /** What is wrong with all values together; empty if nothing is. */
  Optional<String> objection(Map<String, Object> values) {
    return form.objection(values);
  }

  /** The same where texts do not count. */
  Optional<String> objectionWithoutTexts(Map<String, Object> values) {
    Map<String, Object> some = new LinkedHashMap<>(values);
    codebook.attributes().stream()
        .filter(attribute -> attribute.kind() == Kind.TEXT)
        .forEach(
            attribute -> {
              some.remove(attribute.name());
              if (attribute.when().map(when -> when.isMetBy(values)).orElse(true)) {
                some.put(attribute.name(), "");
              }
            });
    return form.objection(some);
  }

  /** The value in a YAML file as JSON would have it. */
  static JsonNode json(YamlValue value, Optional<Attribute> attribute) {
    String text = value.isScalar() ? value.text("label") : "";
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (text.equals("null") || text.equals("~")) {
      return json.nullNode();
    }
    return switch (attribute.map(Attribute::kind).orElse(Kind.TEXT)) {
      case TRUTH ->
          text.equals("true") || text.equals("false")
              ? json.booleanNode(text.equals("true"))
              : json.textNode(text);
      case SCORE, COUNT ->
          text.matches("-?\\d{1,15}(\\.\\d{1,15})?")
              ? json.numberNode(Double.parseDouble(text))
              : json.textNode(text);
      case WORD, TEXT -> json.textNode(text);
    };
  }

  private static String inWords(Attribute attribute) {
    return switch (attribute.kind()) {
      case TRUTH -> "true or false";
      case WORD -> "one of " + String.join(", ", attribute.wording().meanings().keySet());
      case SCORE -> "a number from 0 to 1";
      case COUNT -> "a whole number from 0";
      case TEXT -> attribute.kind().name().toLowerCase(Locale.ROOT);
    };
  }
}
