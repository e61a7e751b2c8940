package org.postlabel.emulator.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a prompt asks of each post: the properties of the JSON Schema of its answer, else of the
 * answer that the instructions show, and what the instructions say of each.
 *
 * @param properties the schema of each property of a label, without its id
 * @param instructions the system message
 */
record Questions(Map<String, JsonNode> properties, String instructions) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern SHOWN =
      Pattern.compile("^\\{\"labels\":\\[\\{.*$", Pattern.MULTILINE);
  private static final Pattern WHEN =
      Pattern.compile(
          "^- When (\\w+) is (not )?(.+?), ((?:\\w+, )*\\w+(?: and \\w+)?) (?:is|are) null\\.$",
          Pattern.MULTILINE);
  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]+");

  /** Shorter words are in every text. */
  private static final int SHORTEST_WORD = 5;

  static Questions of(JsonNode schema, String instructions) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    JsonNode label = schema.at("/properties/labels/items/properties");
    (label.isObject() ? label : shown(instructions))
        .fields()
        .forEachRemaining(property -> properties.put(property.getKey(), property.getValue()));
    properties.remove("id");
    return new Questions(properties, instructions);
  }

  /** A schema by the kinds of the values that the instructions show. */
  private static ObjectNode shown(String instructions) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    Matcher shown = SHOWN.matcher(instructions);
    if (!shown.find()) {
      return properties;
    }
    try {
      MAPPER
          .readTree(shown.group())
          .at("/labels/0")
          .fields()
          .forEachRemaining(
              value ->
                  properties.set(
                      value.getKey(), like(value.getKey(), value.getValue(), instructions)));
    } catch (JsonProcessingException notJson) {
      return properties;
    }
    return properties;
  }

  private static ObjectNode like(String name, JsonNode value, String instructions) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (value.isTextual()) {
      schema.put("type", "string");
      if (!value.textValue().equals("...")) {
        Pattern word = Pattern.compile("^- \"(.+?)\": ", Pattern.MULTILINE);
        word.matcher(section(name, instructions))
            .results()
            .forEach(found -> schema.withArray("/enum").add(found.group(1)));
      }
    } else {
      schema.put(
          "type", value.isBoolean() ? "boolean" : value.isIntegralNumber() ? "integer" : "number");
    }
    return schema;
  }

  /** The part of the instructions about the property {@code name}; empty when there is none. */
  String section(String name) {
    return section(name, instructions);
  }

  private static String section(String name, String instructions) {
    int heading = instructions.indexOf("(" + name + ")\n");
    if (heading < 0) {
      return "";
    }
    int end = instructions.indexOf("\n\n", heading);
    return instructions.substring(heading, end < 0 ? instructions.length() : end);
  }

  /** The longer words of {@code text} in lower case. */
  static Set<String> words(String text) {
    return Arrays.stream(NO_LETTER.split(text.toLowerCase(Locale.ROOT), -1))
        .filter(word -> word.length() >= SHORTEST_WORD)
        .collect(Collectors.toSet());
  }

  /** Takes out of {@code label} what the instructions want to be null there. */
  void applyConditions(ObjectNode label) {
    for (int pass = 0; pass < properties.size(); pass++) {
      WHEN.matcher(instructions)
          .results()
          .forEach(
              rule -> {
                String value = label.path(rule.group(1)).asText();
                List<String> values = List.of(rule.group(3).replace("\"", "").split(" or ", -1));
                boolean isNot = rule.group(2) != null;
                if (values.contains(value) != isNot) {
                  Arrays.stream(rule.group(4).split(", | and ", -1)).forEach(label::putNull);
                }
              });
    }
  }
}
