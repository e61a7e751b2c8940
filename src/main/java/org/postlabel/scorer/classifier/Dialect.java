package org.postlabel.scorer.classifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.postlabel.options.EnumOption;

/** How a server is asked, and what it answers. Raw outputs are asked for wherever they can be. */
enum Dialect {
  /** A single text is a list of one: a list of strings would be one pair of texts. */
  TEI("/predict", true) {
    @Override
    ObjectNode body(List<String> texts, Classifier classifier) {
      ObjectNode body = object();
      ArrayNode inputs = body.putArray("inputs");
      texts.forEach(text -> inputs.addArray().add(text));
      return body.put("raw_scores", true).put("truncate", classifier.truncates());
    }

    @Override
    Optional<List<JsonNode>> results(JsonNode reply) {
      return reply.isArray() ? Optional.of(list(reply)) : Optional.empty();
    }
  },

  /** One text a request; the server applies the activation. */
  HUGGINGFACE("", false) {
    @Override
    ObjectNode body(List<String> texts, Classifier classifier) {
      ObjectNode body = object().put("inputs", texts.get(0));
      body.putObject("parameters")
          .put("top_k", classifier.model().labels().size())
          .put("function_to_apply", classifier.activation().word());
      return body;
    }

    /** With or without a list around the only result. */
    @Override
    Optional<List<JsonNode>> results(JsonNode reply) {
      if (!reply.isArray()) {
        return Optional.empty();
      }
      return Optional.of(reply.path(0).isObject() ? List.of(reply) : list(reply));
    }
  },

  /** Results have the numbers of their texts, and outputs no names. */
  VLLM("/classify", true) {
    @Override
    ObjectNode body(List<String> texts, Classifier classifier) {
      ObjectNode body = object().put("model", classifier.model().name());
      ArrayNode input = body.putArray("input");
      texts.forEach(input::add);
      body.put("use_activation", false);
      return classifier.truncates() ? body.put("truncate_prompt_tokens", -1) : body;
    }

    @Override
    Optional<List<JsonNode>> results(JsonNode reply) {
      JsonNode data = reply.path("data");
      if (!data.isArray()) {
        return Optional.empty();
      }
      TreeMap<Integer, JsonNode> byIndex = new TreeMap<>();
      data.forEach(result -> byIndex.put(result.path("index").asInt(-1), result.path("probs")));
      boolean isWhole =
          byIndex.size() == data.size()
              && (byIndex.isEmpty()
                  || (byIndex.firstKey() == 0 && byIndex.lastKey() == data.size() - 1));
      return Optional.of(isWhole ? List.copyOf(byIndex.values()) : List.of());
    }
  };

  private final String path;
  private final boolean isRaw;

  Dialect(String path, boolean isRaw) {
    this.path = path;
    this.isRaw = isRaw;
  }

  /** The request about {@code texts}. */
  abstract ObjectNode body(List<String> texts, Classifier classifier);

  /**
   * The results in the order of the texts, in a server's own form; empty when {@code reply} is none
   * of this dialect, of another number when they cannot be paired.
   */
  abstract Optional<List<JsonNode>> results(JsonNode reply);

  /** What follows the endpoint. */
  String path() {
    return path;
  }

  /** Whether the server gives raw outputs, to which the activation is still to be applied. */
  boolean isRaw() {
    return isRaw;
  }

  /**
   * The one that {@code word} names.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Dialect of(String word) {
    return EnumOption.of("--classifierDialect", word, List.of(TEI, VLLM, HUGGINGFACE));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return List.copyOf(list);
  }
}
