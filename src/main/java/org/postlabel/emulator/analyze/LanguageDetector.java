package org.postlabel.emulator.analyze;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Guesses a language from the script of a text; every Latin text counts as English. */
final class LanguageDetector {
  private static final Map<UnicodeScript, String> LANGUAGES =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(UnicodeScript.LATIN, "en"),
              Map.entry(UnicodeScript.HAN, "zh"),
              Map.entry(UnicodeScript.HIRAGANA, "ja"),
              Map.entry(UnicodeScript.KATAKANA, "ja"),
              Map.entry(UnicodeScript.HANGUL, "ko"),
              Map.entry(UnicodeScript.CYRILLIC, "ru"),
              Map.entry(UnicodeScript.ARABIC, "ar"),
              Map.entry(UnicodeScript.DEVANAGARI, "hi"),
              Map.entry(UnicodeScript.GREEK, "el"),
              Map.entry(UnicodeScript.HEBREW, "he"),
              Map.entry(UnicodeScript.THAI, "th")));

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
        .filter(LANGUAGES::containsKey)
        .forEach(script -> letters.merge(script, 1, Integer::sum));
    Optional<String> language =
        letters.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .map(LANGUAGES::get);
    boolean hasKana =
        letters.containsKey(UnicodeScript.HIRAGANA) || letters.containsKey(UnicodeScript.KATAKANA);
    return language.map(found -> found.equals("zh") && hasKana ? "ja" : found);
  }
}
