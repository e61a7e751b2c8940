package org.postlabel.scorer.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The system message: the resource {@code llm/sociopolitical.prompt.txt}. */
final class Instructions {
  static final String TEXT = read();

  private Instructions() {}

  static long tokens() {
    return Counted.TOKENS;
  }

  /** An upper bound of what a service may count. */
  static long mostTokens() {
    return Counted.MOST_TOKENS;
  }

  private static String read() {
    try (InputStream text =
        Instructions.class.getResourceAsStream("/llm/sociopolitical.prompt.txt")) {
      return new String(text.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Counted {
    static final long TOKENS = TokenCount.of(TEXT);
    static final long MOST_TOKENS = TokenCount.most(TEXT);
  }
}
