package org.postlabel.emulator.analyze;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which attributes exist and which languages each of them supports. */
final class AttributeTable {
  private static final Set<String> ENGLISH = Set.of("en");
  private static final Set<String> PRODUCTION =
      Set.of(
          "ar", "zh", "cs", "nl", "en", "fr", "de", "hi", "hi-Latn", "id", "it", "ja", "ko", "pl",
          "pt", "ru", "es", "sv");
  private static final Map<String, Set<String>> LANGUAGES = languages();

  private AttributeTable() {}

  private static Map<String, Set<String>> languages() {
    Map<String, Set<String>> table = new HashMap<>();
    List.of("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT")
        .forEach(name -> table.put(name, PRODUCTION));
    List.of("SEXUALLY_EXPLICIT", "FLIRTATION", "SPAM").forEach(name -> table.put(name, ENGLISH));
    List.of(
            "AFFINITY",
            "COMPASSION",
            "CONSTRUCTIVE",
            "CURIOSITY",
            "NUANCE",
            "PERSONAL_STORY",
            "REASONING",
            "RESPECT",
            "ALIENATION",
            "FEARMONGERING",
            "GENERALIZATION",
            "MORAL_OUTRAGE",
            "SCAPEGOATING")
        .forEach(name -> table.put(name + "_EXPERIMENTAL", ENGLISH));
    return Map.copyOf(table);
  }

  static Set<String> names() {
    return LANGUAGES.keySet();
  }

  static boolean knows(String attribute) {
    return LANGUAGES.containsKey(attribute);
  }

  /** A regional code such as {@code en-US} is supported when its language is. */
  static boolean supports(String attribute, List<String> languages) {
    Set<String> supported = LANGUAGES.get(attribute);
    for (String language : languages) {
      if (!supported.contains(language) && !supported.contains(withoutRegion(language))) {
        return false;
      }
    }
    return true;
  }

  private static String withoutRegion(String language) {
    int dash = language.indexOf('-');
    return dash < 0 ? language : language.substring(0, dash);
  }
}
