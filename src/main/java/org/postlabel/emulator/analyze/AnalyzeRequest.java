package org.postlabel.emulator.analyze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postlabel.emulator.answer.RefusedException;

/**
 * What one call asks for. A missing text is empty. Unknown fields are refused, as protobuf's JSON
 * reader does.
 */
public record AnalyzeRequest(
    String text,
    Map<String, Wanted> attributes,
    List<String> languages,
    String clientToken,
    boolean dropsUnsupported,
    boolean wantsSpans) {

  /** The scores asked for of one attribute; a threshold of 0 leaves nothing out. */
  public record Wanted(String scoreType, float threshold) {}

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Set<String> FIELDS =
      Set.of(
          "comment",
          "requestedAttributes",
          "requested_attributes",
          "languages",
          "clientToken",
          "client_token",
          "dropUnsupportedAttributes",
          "spanAnnotations",
          "span_annotations",
          "doNotStore",
          "do_not_store",
          "sessionId",
          "communityId",
          "context");

  /** Reads the body of a call; a 400 says what is wrong with it. */
  public static AnalyzeRequest parse(byte[] body) throws RefusedException {
    JsonNode root = object(tree(body), FIELDS);
    JsonNode comment = root.path("comment");
    if (root.has("comment")) {
      object(comment, Set.of("text", "type"));
      string(comment, "type", "type", "");
    }
    bool(root, "doNotStore", "do_not_store");
    return new AnalyzeRequest(
        string(comment, "text", "text", ""),
        attributes(field(root, "requestedAttributes", "requested_attributes")),
        languages(root.path("languages")),
        string(root, "clientToken", "client_token", ""),
        bool(root, "dropUnsupportedAttributes", "dropUnsupportedAttributes"),
        bool(root, "spanAnnotations", "span_annotations"));
  }

  private static JsonNode tree(byte[] body) throws RefusedException {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw invalid(e.getOriginalMessage());
    } catch (IOException e) {
      throw invalid("Unexpected value.");
    }
  }

  private static Map<String, Wanted> attributes(JsonNode requested) throws RefusedException {
    Map<String, Wanted> attributes = new LinkedHashMap<>();
    expect(requested.isMissingNode() || requested.isObject(), "an object");
    for (Map.Entry<String, JsonNode> attribute : requested.properties()) {
      JsonNode wanted =
          object(
              attribute.getValue(),
              Set.of("scoreType", "score_type", "scoreThreshold", "score_threshold"));
      JsonNode threshold = field(wanted, "scoreThreshold", "score_threshold");
      expect(threshold.isMissingNode() || threshold.isNumber(), "a number");
      attributes.put(
          attribute.getKey(),
          new Wanted(
              string(wanted, "scoreType", "score_type", "PROBABILITY"), threshold.floatValue()));
    }
    return attributes;
  }

  private static List<String> languages(JsonNode array) throws RefusedException {
    expect(array.isMissingNode() || array.isArray(), "an array");
    List<String> languages = new ArrayList<>();
    for (JsonNode language : array) {
      expect(language.isTextual(), "a string");
      languages.add(language.textValue());
    }
    return languages;
  }

  private static JsonNode object(JsonNode node, Set<String> known) throws RefusedException {
    expect(node.isObject(), "an object");
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw invalid("Unknown name \"%s\": Cannot find field.".formatted(name));
      }
    }
    return node;
  }

  /** A field under either of its names. */
  private static JsonNode field(JsonNode node, String name, String otherName) {
    return node.has(name) ? node.path(name) : node.path(otherName);
  }

  private static String string(JsonNode node, String name, String otherName, String otherwise)
      throws RefusedException {
    JsonNode field = field(node, name, otherName);
    expect(field.isMissingNode() || field.isTextual(), "a string");
    return field.asText(otherwise);
  }

  private static boolean bool(JsonNode node, String name, String otherName)
      throws RefusedException {
    JsonNode field = field(node, name, otherName);
    expect(field.isMissingNode() || field.isBoolean(), "true or false");
    return field.booleanValue();
  }

  private static void expect(boolean expected, String meaning) throws RefusedException {
    if (!expected) {
      throw invalid("Expected " + meaning + ".");
    }
  }

  private static RefusedException invalid(String problem) {
    return new RefusedException(GoogleError.invalid("Invalid JSON payload received. " + problem));
  }
}
