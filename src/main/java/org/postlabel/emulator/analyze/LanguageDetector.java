package org.postlabel.emulator.analyze;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Guesses a language from the script of a text; every Latin text counts as English. */
final class LanguageDetector {
  private LanguageDetector() {}

  /**
   * The language of the most frequent script; any kana makes a Han text Japanese. Nothing without
   * letters of a known script.
   */
  static Optional<String> detect(String text) {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(UnicodeScript::of)
        .filter(script -> !language(script).isEmpty())
        .forEach(script -> letters.merge(script, 1, Integer::sum));
    boolean hasKana =
        letters.containsKey(UnicodeScript.HIRAGANA) || letters.containsKey(UnicodeScript.KATAKANA);
    return letters.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> language(most.getKey()))
        .map(found -> found.equals("zh") && hasKana ? "ja" : found);
  }

  private static String language(UnicodeScript script) {
    return switch (script) {
      case LATIN -> "en";
      case HAN -> "zh";
      case HIRAGANA, KATAKANA -> "ja";
      case HANGUL -> "ko";
      case CYRILLIC -> "ru";
      case ARABIC -> "ar";
      case DEVANAGARI -> "hi";
      case GREEK -> "el";
      case HEBREW -> "he";
      case THAI -> "th";
      default -> "";
    };
  }
}
