package org.postlabel.scorer.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts tokens as OpenAI's newer models do; about what others count, too. */
final class TokenCount {
  /** As services estimate that do not want to count before they let a request in. */
  private static final int BYTES_PER_TOKEN = 4;

  private TokenCount() {}

  static long of(String text) {
    return Vocabulary.ENCODING.countTokensOrdinary(text);
  }

  /** No less than a service may count. */
  static long most(String text) {
    return Math.max(of(text), text.getBytes(UTF_8).length / BYTES_PER_TOKEN + 1);
  }

  /** Read when the first token is to be counted: it takes a second, and runs without a model. */
  private static final class Vocabulary {
    static final Encoding ENCODING =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }
}
