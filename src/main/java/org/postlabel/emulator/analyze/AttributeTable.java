package org.postlabel.emulator.analyze;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which attributes exist and which languages each of them supports. */
final class AttributeTable {
  static final Map<String, Set<String>> LANGUAGES = new HashMap<>();

  static {
    add(
        "TOXICITY SEVERE_TOXICITY IDENTITY_ATTACK INSULT PROFANITY THREAT",
        "ar zh cs nl en fr de hi hi-Latn id it ja ko pl pt ru es sv");
    add("SEXUALLY_EXPLICIT FLIRTATION SPAM", "en");
    add(
        """
        AFFINITY_EXPERIMENTAL COMPASSION_EXPERIMENTAL CONSTRUCTIVE_EXPERIMENTAL
        CURIOSITY_EXPERIMENTAL NUANCE_EXPERIMENTAL PERSONAL_STORY_EXPERIMENTAL
        REASONING_EXPERIMENTAL RESPECT_EXPERIMENTAL ALIENATION_EXPERIMENTAL
        FEARMONGERING_EXPERIMENTAL GENERALIZATION_EXPERIMENTAL MORAL_OUTRAGE_EXPERIMENTAL
        SCAPEGOATING_EXPERIMENTAL\
        """,
        "en");
  }

  private AttributeTable() {}

  private static void add(String attributes, String languages) {
    for (String attribute : attributes.split("\\s+", -1)) {
      LANGUAGES.put(attribute, Set.of(languages.split(" ", -1)));
    }
  }

  static boolean knows(String attribute) {
    return LANGUAGES.containsKey(attribute);
  }

  /** A regional code such as {@code en-US} is supported when its language is. */
  static boolean supports(String attribute, List<String> languages) {
    Set<String> supported = LANGUAGES.get(attribute);
    return languages.stream()
        .allMatch(
            language ->
                supported.contains(language) || supported.contains(language.split("-", 2)[0]));
  }
}
