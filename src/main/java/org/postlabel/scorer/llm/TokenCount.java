package org.postlabel.scorer.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts tokens as OpenAI's newer models do; an approximation for others. */
final class TokenCount {
  /** The estimate of services that admit requests before they count tokens. */
  private static final int BYTES_PER_TOKEN = 4;

  /**
   * What OpenAI adds to the contents of a system and a user message: four tokens for each, and
   * three for the beginning of the answer.
   */
  static final int AROUND_TWO_MESSAGES = 11;

  private TokenCount() {}

  static long of(String text) {
    return Vocabulary.ENCODING.countTokensOrdinary(text);
  }

  /** An upper bound of what a service may count. */
  static long most(String text) {
    return Math.max(of(text), text.getBytes(UTF_8).length / BYTES_PER_TOKEN + 1);
  }

  /** Loaded on first use: that takes a second, and most runs count no tokens. */
  private static final class Vocabulary {
    static final Encoding ENCODING =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }
}
