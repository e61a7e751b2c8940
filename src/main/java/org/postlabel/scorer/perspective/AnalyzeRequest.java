package org.postlabel.scorer.perspective;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final String GONE = "gone:";

  /** Those that support many languages; the others are for English. */
  private static final Set<String> PRODUCTION =
      Set.of("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT");

  /** So many that the provider does not have show that it has none of their group. */
  private static final int GONE_OF_GROUP = 3;

  private static final String IN_DEFAULT_LANGUAGE = "in the default language";

  private final SortedSet<String> attributes;
  private final List<String> languages;
  private final boolean doNotStore;
  private final String usualSettings;
  private final Set<String> gone = ConcurrentHashMap.newKeySet();

  /**
   * @param attributes what is asked for, one at least
   * @param languages BCP-47 codes; empty lets the provider guess
   */
  AnalyzeRequest(Collection<String> attributes, List<String> languages, boolean doNotStore) {
    this.attributes = Collections.unmodifiableSortedSet(new TreeSet<>(attributes));
    this.languages = languages;
    this.doNotStore = doNotStore;
    this.usualSettings = settings(Set.of());
  }

  byte[] body(Question question) {
    String settings =
        question.amendments().isEmpty() && gone.isEmpty()
            ? usualSettings
            : settings(question.amendments());
    return "{\"comment\":{\"text\":%s,\"type\":\"PLAIN_TEXT\"},\"clientToken\":\"%s\",%s"
        .formatted(new TextNode(question.text()), question.textHash(), settings.substring(1))
        .getBytes(UTF_8);
  }

  /** The part of the request that is the same for every text, as a JSON object. */
  private String settings(Set<String> amendments) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    ObjectNode requested = settings.putObject("requestedAttributes");
    for (String attribute : attributes) {
      if (!amendments.contains(WITHOUT + attribute) && !gone.contains(attribute)) {
        requested.putObject(attribute).put("scoreType", "PROBABILITY").put("scoreThreshold", 0.0);
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
   * The amendments that drop {@code attribute}, which does not support the text's language; empty
   * when it is dropped already or is the last. From the second on, all are dropped that support the
   * same languages, so that three calls are enough.
   */
  Set<String> without(String attribute, Question question) {
    Set<String> amendments = new HashSet<>(question.amendments());
    boolean isNew = attributes.contains(attribute) && amendments.add(WITHOUT + attribute);
    if (question.amendments().stream().anyMatch(word -> word.startsWith(WITHOUT))) {
      for (String other : attributes) {
        if (amendments.stream()
            .anyMatch(
                word ->
                    word.startsWith(WITHOUT) && isAlike(other, word.substring(WITHOUT.length())))) {
          amendments.add(WITHOUT + other);
        }
      }
    }
    return isNew && isAnyLeft(amendments) ? amendments : Set.of();
  }

  private static boolean isAlike(String one, String other) {
    return PRODUCTION.contains(one) == PRODUCTION.contains(other);
  }

  /**
   * The amendments of a question after the provider has named {@code attribute} as one that it does
   * not have; empty when it was not asked for, or is the last one.
   */
  Set<String> withoutGone(String attribute, Question question) {
    Set<String> amendments = new HashSet<>(question.amendments());
    boolean isNew = attributes.contains(attribute) && amendments.add(GONE + attribute);
    return isNew && isAnyLeft(amendments) ? amendments : Set.of();
  }

  private boolean isAnyLeft(Set<String> amendments) {
    return attributes.stream()
        .anyMatch(
            attribute ->
                !gone.contains(attribute)
                    && !amendments.contains(GONE + attribute)
                    && !amendments.contains(WITHOUT + attribute));
  }

  /**
   * Leaves out, from now on and for all texts, what {@code amendments} say that the provider does
   * not have.
   *
   * @return the attributes that are left out anew
   */
  Set<String> leaveOut(Set<String> amendments) {
    Set<String> found = new TreeSet<>();
    amendments.stream()
        .filter(word -> word.startsWith(GONE))
        .map(word -> word.substring(GONE.length()))
        .filter(gone::add)
        .forEach(found::add);
    boolean isOtherGroupAsked = attributes.stream().anyMatch(PRODUCTION::contains);
    if (!found.isEmpty() && gone.size() >= GONE_OF_GROUP && isOtherGroupAsked) {
      attributes.stream()
          .filter(other -> found.stream().anyMatch(attribute -> isAlike(other, attribute)))
          .filter(other -> !PRODUCTION.contains(other))
          .filter(gone::add)
          .toList()
          .forEach(found::add);
    }
    return found;
  }

  /** What is asked for, before anything is left out. */
  SortedSet<String> attributes() {
    return attributes;
  }

  /** Whether the provider is to find out the language. */
  boolean isLanguageDetected() {
    return languages.isEmpty();
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
