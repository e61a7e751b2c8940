package org.postlabel.scorer.perspective;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postlabel.scorer.Question;

/**
 * The body of {@code comments:analyze}
 * (https://developers.perspectiveapi.com/s/about-the-api-methods). The provider drops attributes
 * that do not support a text's language, which saves a second query. The text's hash is the {@code
 * clientToken}, which the answer repeats.
 */
final class AnalyzeRequest {
  /** Requested when the provider detects no language. */
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
    String settings =
        question.amendments().isEmpty() ? usualSettings : settings(question.amendments());
    return "{\"comment\":{\"text\":%s,\"type\":\"PLAIN_TEXT\"},\"clientToken\":\"%s\",%s"
        .formatted(new TextNode(question.text()), question.textHash(), settings.substring(1))
        .getBytes(UTF_8);
  }

  /** The part of the request that is the same for every text, as a JSON object. */
  private String settings(Set<String> amendments) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
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

  /**
   * The amendments that drop {@code attribute}; empty when it is dropped already or is the last.
   */
  static Set<String> without(String attribute, Question question) {
    Set<String> amendments = new HashSet<>(question.amendments());
    boolean isNew =
        PerspectiveLabels.ATTRIBUTES.contains(attribute) && amendments.add(WITHOUT + attribute);
    long dropped = amendments.stream().filter(word -> word.startsWith(WITHOUT)).count();
    return isNew && dropped < PerspectiveLabels.ATTRIBUTES.size() ? amendments : Set.of();
  }

  /** Whether {@code question} is asked in the default language, as none was detected. */
  static boolean isInDefaultLanguage(Question question) {
    return question.amendments().contains(IN_DEFAULT_LANGUAGE);
  }

  /** The amendments that name a language; empty when one was named already. */
  static Set<String> inDefaultLanguage(Question question) {
    Set<String> amendments = new HashSet<>(question.amendments());
    return amendments.add(IN_DEFAULT_LANGUAGE) ? amendments : Set.of();
  }
}
