package org.postlabel.emulator.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.postlabel.emulator.answer.RefusedException;

/**
 * Checks the response format of a call as hosted services do: a strict schema must close each
 * object and require all of its properties.
 */
final class ResponseFormat {
  private static final String PARAMETER = "response_format";

  private ResponseFormat() {}

  /** Whether a JSON Schema is requested; a 400 names the error in an invalid format. */
  static boolean isSchema(JsonNode format) throws RefusedException {
    if (format.isMissingNode() || format.isNull()) {
      return false;
    }
    String type = format.path("type").asText();
    switch (type) {
      case "text", "json_object" -> {
        return false;
      }
      case "json_schema" -> {
        check(format.path("json_schema"));
        return true;
      }
      default -> throw ChatRequest.refused("Invalid value: '" + type + "'.", PARAMETER + ".type");
    }
  }

  private static void check(JsonNode wanted) throws RefusedException {
    String name = wanted.path("name").asText();
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw ChatRequest.refused("Missing or invalid name.", PARAMETER + ".json_schema.name");
    }
    if (!wanted.path("schema").isObject()) {
      throw ChatRequest.refused("Missing schema.", PARAMETER + ".json_schema.schema");
    }
    if (wanted.path("strict").asBoolean()) {
      checkStrict(name, wanted.path("schema"));
    }
  }

  private static void checkStrict(String name, JsonNode schema) throws RefusedException {
    if (schema.has("properties")) {
      JsonNode closed = schema.path("additionalProperties");
      if (!closed.isBoolean() || closed.booleanValue()) {
        throw invalid(name, "'additionalProperties' is required to be false.");
      }
      Set<String> required = new HashSet<>();
      schema.path("required").forEach(entry -> required.add(entry.asText()));
      for (var fields = schema.path("properties").fieldNames(); fields.hasNext(); ) {
        String field = fields.next();
        if (!required.contains(field)) {
          throw invalid(name, "'required' must name every property, misses '%s'.".formatted(field));
        }
      }
    }
    for (JsonNode inner : schema) {
      checkStrict(name, inner);
    }
  }

  private static RefusedException invalid(String name, String problem) {
    return ChatRequest.refused(
        "Invalid schema for response_format '%s': %s".formatted(name, problem), PARAMETER);
  }
}
