package org.postlabel.emulator.analyze;

import java.util.Locale;
import java.util.Set;

/** How many rude, kind and reasoning words a text has, and whether it asks a question. */
record Tone(int rude, int kind, int reasons, boolean asks) {
  private static final int MOST_COUNTED = 3;
  private static final Set<String> RUDE_WORDS =
      words(
          """
          idiot idiots idiotic stupid dumb moron morons crap damn fool fools jerk jerks
          loser losers pathetic sucks trash garbage clown clowns liar liars disgusting
          hell ugly shut
          """);
  private static final Set<String> KIND_WORDS =
      words(
          """
          thanks thank please love lovely appreciate appreciated grateful congratulations
          congrats beautiful wonderful kind sorry hope hug welcome respect proud together
          friend friends care
          """);
  private static final Set<String> REASON_WORDS =
      words(
          """
          because therefore however although since evidence reason whereas example
          consider suggests despite instead study
          """);

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }

  static Tone of(String text) {
    int rude = 0;
    int kind = 0;
    int reasons = 0;
    int length = text.length();
    for (int start = 0; start < length; start++) {
      int end = start;
      while (end < length && isLetter(text.charAt(end))) {
        end++;
      }
      if (end - start >= 3) {
        String word = text.substring(start, end).toLowerCase(Locale.ROOT);
        rude += RUDE_WORDS.contains(word) ? 1 : 0;
        kind += KIND_WORDS.contains(word) ? 1 : 0;
        reasons += REASON_WORDS.contains(word) ? 1 : 0;
      }
      start = end;
    }
    return new Tone(
        Math.min(rude, MOST_COUNTED),
        Math.min(kind, MOST_COUNTED),
        Math.min(reasons, MOST_COUNTED),
        text.indexOf('?') >= 0);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  double along(ScoreShape.Pull pull) {
    return rude * pull.rude()
        + kind * pull.kind()
        + reasons * pull.reason()
        + (asks ? pull.question() : 0);
  }
}
