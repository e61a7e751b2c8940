package org.postlabel.post;

import java.io.Serializable;

/** Tokens of a language model: those that were sent, and those that it wrote. */
public record Usage(long promptTokens, long completionTokens) implements Serializable {
  /** No tokens, as for all other providers. */
  public static final Usage NONE = new Usage(0, 0);

  public Usage {
    if (promptTokens < 0 || completionTokens < 0) {
      throw new IllegalArgumentException(
          "tokens are 0 or more, were " + promptTokens + " and " + completionTokens);
    }
  }

  public Usage plus(Usage other) {
    return new Usage(promptTokens + other.promptTokens, completionTokens + other.completionTokens);
  }

  /** So many times as much. */
  public Usage times(long number) {
    return new Usage(number * promptTokens, number * completionTokens);
  }

  public long tokens() {
    return promptTokens + completionTokens;
  }

  /** The part of number {@code index}, from 0, when {@code parts} share it; all parts add up. */
  public Usage share(int index, int parts) {
    return new Usage(share(promptTokens, index, parts), share(completionTokens, index, parts));
  }

  private static long share(long tokens, int index, int parts) {
    return tokens * (index + 1) / parts - tokens * index / parts;
  }
}
