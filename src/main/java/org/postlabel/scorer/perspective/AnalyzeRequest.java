package org.postlabel.scorer.perspective;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postlabel.scorer.Question;

/**
 * The body of {@code comments:analyze}
 * (https://developers.perspectiveapi.com/s/about-the-api-methods). Attributes that do not support a
 * text's language are dropped by the provider, which saves the second query that its refusal would
 * cost. The text's hash travels as {@code clientToken}, so that an answer says whose it is.
 */
final class AnalyzeRequest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Asked for when the provider finds no language by itself. */
  private static final String DEFAULT_LANGUAGE = "en";

  private static final String WITHOUT = "without:";
  private static final String IN_DEFAULT_LANGUAGE = "in the default language";

  private final List<String> languages;
  private final boolean doNotStore;
  private final String usualSettings;

  AnalyzeRequest(List<String> languages, boolean doNotStore) {
    this.languages = languages;
    this.doNotStore = doNotStore;
    this.usualSettings = settings(Set.of());
  }

  byte[] body(Question question) {
    try {
      String settings =
          question.amendments().isEmpty() ? usualSettings : settings(question.amendments());
      String body =
          "{\"comment\":{\"text\":"
              + JSON.writeValueAsString(question.text())
              + ",\"type\":\"PLAIN_TEXT\"},\"clientToken\":\""
              + question.textHash()
              + "\","
              + settings.substring(1);
      return body.getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the text was not valid Unicode", e);
    }
  }

  /** All of the request that is the same for every text, as a JSON object. */
  private String settings(Set<String> amendments) {
    ObjectNode settings = JSON.createObjectNode();
    ObjectNode attributes = settings.putObject("requestedAttributes");
    for (String attribute : PerspectiveLabels.ATTRIBUTES) {
      if (!amendments.contains(WITHOUT + attribute)) {
        attributes.putObject(attribute).put("scoreType", "PROBABILITY").put("scoreThreshold", 0.0);
      }
    }
    List<String> asked =
        amendments.contains(IN_DEFAULT_LANGUAGE) ? List.of(DEFAULT_LANGUAGE) : languages;
    if (!asked.isEmpty()) {
      ArrayNode codes = settings.putArray("languages");
      asked.forEach(codes::add);
    }
    settings.put("doNotStore", doNotStore);
    settings.put("dropUnsupportedAttributes", true);
    return settings.toString();
  }

  /** What to change so that {@code attribute} is not asked for; empty when nothing is left then. */
  static Set<String> without(String attribute, Question question) {
    Set<String> amendments = new HashSet<>(question.amendments());
    boolean isNew =
        PerspectiveLabels.ATTRIBUTES.contains(attribute) && amendments.add(WITHOUT + attribute);
    long dropped = amendments.stream().filter(word -> word.startsWith(WITHOUT)).count();
    return isNew && dropped < PerspectiveLabels.ATTRIBUTES.size() ? amendments : Set.of();
  }

  /** What to change so that the provider need not guess; empty when that was done already. */
  static Set<String> inDefaultLanguage(Question question) {
    Set<String> amendments = new HashSet<>(question.amendments());
    return amendments.add(IN_DEFAULT_LANGUAGE) ? amendments : Set.of();
  }
}
