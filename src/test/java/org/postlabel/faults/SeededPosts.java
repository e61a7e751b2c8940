package org.postlabel.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Posts made from a seed: sentences in several scripts, a share of them equal or not valid. */
final class SeededPosts {
  private static final double EQUAL_TO_AN_EARLIER_ONE = 0.10;
  private static final double TOO_SHORT = 0.05;
  private static final double BLANK = 0.01;
  private static final double TOO_LONG = 0.002;

  private static final String[] WORDS = {
    "the",
    "bus",
    "was",
    "late",
    "again",
    "idiot",
    "thanks",
    "für",
    "alles",
    "und",
    "café",
    "niño",
    "приве́т",
    "дом",
    "سلام",
    "こんにちは",
    "世界",
    "🫶",
    "👩‍👩‍👧",
    "\"quoted\"",
    "back\\slash",
    "<b>",
    "&amp;",
    "tab\there",
    "line\nbreak",
    "--postlabel-batch",
    "item-1",
    "%s",
    "';--",
    "I",
    "think",
    "because",
    "stupid",
    "respect",
    "lovely",
    "weather"
  };

  private final Random random;

  private SeededPosts(long seed) {
    this.random = new Random(seed);
  }

  /** Texts by uri, in the order of the posts' age. */
  static Map<String, String> of(int count, long seed) {
    SeededPosts posts = new SeededPosts(seed);
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> earlier = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = posts.text(i, earlier);
      earlier.add(text);
      texts.put("at://seed-%d/post/%06d".formatted(seed, i), text);
    }
    return texts;
  }

  private String text(int number, List<String> earlier) {
    double dice = random.nextDouble();
    if (dice < EQUAL_TO_AN_EARLIER_ONE && !earlier.isEmpty()) {
      return earlier.get(random.nextInt(earlier.size()));
    }
    dice -= EQUAL_TO_AN_EARLIER_ONE;
    if (dice < TOO_SHORT) {
      return "🫶 You x".substring(0, random.nextInt(3) * 3);
    }
    dice -= TOO_SHORT;
    if (dice < BLANK) {
      return " ".repeat(8 + random.nextInt(5));
    }
    dice -= BLANK;
    if (dice < TOO_LONG) {
      return "long ".repeat(4_097) + number;
    }
    StringBuilder sentence = new StringBuilder("post ").append(number);
    int words = 2 + random.nextInt(20);
    for (int i = 0; i < words; i++) {
      sentence.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return sentence.toString();
  }
}
