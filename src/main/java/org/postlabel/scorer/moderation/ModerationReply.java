package org.postlabel.scorer.moderation;

import static java.util.stream.Collectors.joining;
import static java.util.stream.StreamSupport.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postlabel.post.Scores;
import org.postlabel.post.Usage;

/** A response of {@code /moderations}, of which nothing is taken for granted. */
record ModerationReply(JsonNode json) {
  /** Empty when {@code json} is no moderation. */
  static Optional<ModerationReply> of(JsonNode json) {
    return json.path("results").isArray()
        ? Optional.of(new ModerationReply(json))
        : Optional.empty();
  }

  /** The number of results; they are in the order of the texts, and have no names. */
  int size() {
    return json.path("results").size();
  }

  /** The model's name in the response. */
  Optional<String> model() {
    return Optional.of(json.path("model").asText("")).filter(name -> name.matches("[ -~]{1,200}"));
  }

  /** Empty when the service reports none. */
  Optional<Usage> usage() {
    long tokens = json.path("usage").path("prompt_tokens").asLong(-1);
    return tokens < 0 ? Optional.empty() : Optional.of(new Usage(tokens, 0));
  }

  /**
   * The scores of one text; none when the result holds none.
   *
   * @param model that answered
   */
  Scores scores(int index, String model) {
    JsonNode result = json.path("results").path(index);
    boolean isMistrals = !result.has(ModerationLabels.FLAGGED);
    Map<String, Object> scores = new TreeMap<>();
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    result
        .path("category_scores")
        .properties()
        .forEach(
            category -> {
              if (!category.getValue().isNumber() || !wasJudged(result, category.getKey())) {
                return;
              }
              String attribute = ModerationLabels.attribute(category.getKey(), isMistrals);
              if (ModerationLabels.hasColumn(attribute)) {
                scores.put(attribute, category.getValue().doubleValue());
              } else {
                others.set(category.getKey(), category.getValue());
              }
            });
    if (scores.isEmpty() && others.isEmpty()) {
      return Scores.NONE;
    }
    if (!others.isEmpty()) {
      scores.put(ModerationLabels.OTHER, others.toString());
    }
    if (result.path(ModerationLabels.FLAGGED).isBoolean()) {
      scores.put(ModerationLabels.FLAGGED, result.path(ModerationLabels.FLAGGED).booleanValue());
    }
    if (result.path("categories").isObject()) {
      scores.put(ModerationLabels.FLAGGED_CATEGORIES, violated(result.path("categories")));
    }
    scores.put(ModerationLabels.MODEL, model);
    return Scores.of(scores);
  }

  /** A category that does not apply to text has the score 0, which is none. */
  private static boolean wasJudged(JsonNode result, String category) {
    JsonNode types = result.path("category_applied_input_types").path(category);
    return !types.isArray()
        || stream(types.spliterator(), false).anyMatch(type -> type.asText().equals("text"));
  }

  private static String violated(JsonNode categories) {
    return categories.properties().stream()
        .filter(category -> category.getValue().asBoolean(false))
        .map(Map.Entry::getKey)
        .sorted()
        .collect(joining(","));
  }
}
