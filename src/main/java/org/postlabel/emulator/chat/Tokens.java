package org.postlabel.emulator.chat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens as OpenAI's newer models count them, by their vocabulary o200k_base. Thread-safe. */
final class Tokens {
  /** What is added to the content of a message, and to the contents of all. */
  static final int AROUND_A_MESSAGE = 4;

  static final int AROUND_ALL = 3;

  /** Of instructions, which every prompt repeats. */
  private static final ConcurrentHashMap<String, Integer> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 100;

  private Tokens() {}

  static int of(String text) {
    return Vocabulary.ENCODING.countTokensOrdinary(text);
  }

  /** The same for a text that comes again. */
  static int ofInstructions(String text) {
    if (KNOWN.size() > MOST_KNOWN) {
      KNOWN.clear();
    }
    return KNOWN.computeIfAbsent(text, Tokens::of);
  }

  /** The beginning of {@code text}, of at most so many tokens. */
  static String first(String text, int most) {
    return Vocabulary.ENCODING.decode(Vocabulary.ENCODING.encodeOrdinary(text, most).getTokens());
  }

  /** Loaded with the first prompt: that takes a second. */
  private static final class Vocabulary {
    static final Encoding ENCODING =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }
}
