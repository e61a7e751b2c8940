package org.postlabel.scorer.llm.codebook;

import static org.postlabel.post.LabelTable.Kind.TEXT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The form of an answer: a JSON document with one label per post, each an object with the post's id
 * and every attribute. Immutable.
 */
public final class AnswerForm {
  private static final String ID = "id";

  /** Greater numbers are not exact as doubles. */
  private static final double MOST = 1e15;

  private final Codebook codebook;

  public AnswerForm(Codebook codebook) {
    this.codebook = codebook;
  }

  /**
   * The JSON Schema of a whole answer, by the rules of services that enforce one strictly: objects
   * are closed, every property is required, and numbers have no bounds; {@link #objection} checks
   * them.
   */
  public JsonNode schema() {
    ObjectNode schema = object();
    schema.putArray("required").add("labels");
    ObjectNode labels = schema.putObject("properties").putObject("labels").put("type", "array");
    ObjectNode label = object();
    labels.set("items", label);
    ArrayNode required = label.putArray("required").add(ID);
    ObjectNode properties = label.putObject("properties");
    properties.putObject(ID).put("type", "string");
    for (Attribute attribute : codebook.attributes()) {
      required.add(attribute.name());
      properties.set(attribute.name(), property(attribute));
    }
    return schema;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "object")
        .put("additionalProperties", false);
  }

  private static ObjectNode property(Attribute attribute) {
    ObjectNode property = JsonNodeFactory.instance.objectNode();
    String type =
        switch (attribute.kind()) {
          case TRUTH -> "boolean";
          case SCORE -> "number";
          case COUNT -> "integer";
          case WORD, TEXT -> "string";
        };
    if (attribute.isNullable()) {
      property.putArray("type").add(type).add("null");
    } else {
      property.put("type", type);
    }
    if (attribute.kind() == org.postlabel.post.LabelTable.Kind.WORD) {
      ArrayNode words = property.putArray("enum");
      attribute.wording().meanings().keySet().forEach(words::add);
      if (attribute.isNullable()) {
        words.addNull();
      }
    }
    return property;
  }

  /**
   * The values of a label that a model gave, by attribute; empty when it is not valid. A text that
   * was not asked for is left out.
   */
  public Optional<Map<String, Object>> values(JsonNode label) {
    if (!label.isObject() || !label.path(ID).isTextual() || !hasAllAndNoOthers(label)) {
      return Optional.empty();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Attribute attribute : codebook.attributes()) {
      JsonNode value = label.path(attribute.name());
      if (value.isNull()) {
        continue;
      }
      Object read = valueOrNull(attribute, value);
      if (read == null) {
        return Optional.empty();
      }
      values.put(attribute.name(), read);
    }
    codebook.attributes().stream()
        .filter(attribute -> attribute.kind() == TEXT && !isAsked(attribute, values))
        .forEach(attribute -> values.remove(attribute.name()));
    return objection(values).isEmpty() ? Optional.of(values) : Optional.empty();
  }

  private boolean hasAllAndNoOthers(JsonNode label) {
    for (Iterator<String> names = label.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals(ID) && codebook.attribute(name).isEmpty()) {
        return false;
      }
    }
    return label.size() == codebook.attributes().size() + 1;
  }

  /**
   * The value of {@code attribute} that {@code json} holds; null when it is none of its kind: a
   * truth, one of its words, a number from 0 to 1, a whole number from 0, a text.
   */
  public static Object valueOrNull(Attribute attribute, JsonNode json) {
    return switch (attribute.kind()) {
      case TRUTH -> json.isBoolean() ? json.booleanValue() : null;
      case WORD ->
          json.isTextual() && attribute.wording().meanings().containsKey(json.textValue())
              ? json.textValue()
              : null;
      case SCORE -> numberOrNull(json, 1);
      case COUNT ->
          json.isNumber() && json.doubleValue() == Math.rint(json.doubleValue())
              ? numberOrNull(json, MOST)
              : null;
      case TEXT -> json.isTextual() ? json.textValue() : null;
    };
  }

  private static Double numberOrNull(JsonNode json, double most) {
    double number = json.isNumber() ? json.doubleValue() : -1;
    return number >= 0 && number <= most ? (Double) number : null;
  }

  /**
   * What is wrong with {@code values}, each of its attribute's kind, as a label: an attribute that
   * must have a value has none, or one has a value that is not asked for.
   */
  public Optional<String> objection(Map<String, Object> values) {
    for (Attribute attribute : codebook.attributes()) {
      boolean isAsked = isAsked(attribute, values);
      boolean isThere = values.containsKey(attribute.name());
      if (isAsked && !isThere && attribute.isRequired()) {
        return Optional.of("'%s' has no value".formatted(attribute.name()));
      }
      if (!isAsked && isThere) {
        return Optional.of(
            "'%s' has a value, but %s"
                .formatted(attribute.name(), attribute.when().orElseThrow().unmetInWords()));
      }
    }
    return Optional.empty();
  }

  private static boolean isAsked(Attribute attribute, Map<String, Object> values) {
    return attribute.when().map(condition -> condition.isMetBy(values)).orElse(true);
  }

  /** Whether two labels say the same, whatever their texts. */
  public boolean isSame(JsonNode one, JsonNode other) {
    return codebook.judgements().stream()
        .allMatch(attribute -> one.path(attribute.name()).equals(other.path(attribute.name())));
  }

  /** A label as a model writes it. */
  public ObjectNode label(String id, Map<String, Object> values) {
    ObjectNode label = JsonNodeFactory.instance.objectNode().put(ID, id);
    for (Attribute attribute : codebook.attributes()) {
      Object value = values.get(attribute.name());
      if (value instanceof Boolean truth) {
        label.put(attribute.name(), truth);
      } else if (value instanceof Double number && number == Math.rint(number)) {
        label.put(attribute.name(), number.longValue());
      } else if (value instanceof Double number) {
        label.put(attribute.name(), number);
      } else {
        label.put(attribute.name(), (String) value);
      }
    }
    return label;
  }
}
