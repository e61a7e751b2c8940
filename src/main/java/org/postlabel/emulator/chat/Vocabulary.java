package org.postlabel.emulator.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words and phrases to find in a text; one that ends in a star matches any ending. */
record Vocabulary(List<Term> terms) {
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** A term as it is listed, and as it is found in a plain text. */
  record Term(String name, String needle) {
    static Term of(String name) {
      return new Term(
          name, name.endsWith("*") ? " " + name.substring(0, name.length() - 1) : " " + name + " ");
    }
  }

  /** Terms in lower case, separated by commas. */
  static Vocabulary of(String list) {
    return new Vocabulary(
        Arrays.stream(list.split(",", -1))
            .map(term -> term.strip().replaceAll("\\s+", " "))
            .map(Term::of)
            .toList());
  }

  /** Words in lower case with one space around each. */
  static String plain(String text) {
    return " " + NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ") + " ";
  }

  /** The terms of a plain text, each once. */
  List<String> foundIn(String plain) {
    return terms.stream().filter(term -> plain.contains(term.needle())).map(Term::name).toList();
  }
}
