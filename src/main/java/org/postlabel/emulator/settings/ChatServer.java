package org.postlabel.emulator.settings;

/**
 * The server of chat completions: whether it requires a key, whether it supports JSON Schema as a
 * response format, its only model (empty: any), whether the model calls every post not
 * sociopolitical, and its token limits.
 */
public record ChatServer(
    boolean needsKey,
    boolean structuredOutput,
    String model,
    boolean alwaysFalse,
    TokenLimits tokens) {
  /**
   * 0 is no limit: tokens of prompts and answers in a sliding minute; tokens that are paid for, in
   * all; tokens of one prompt with its longest answer.
   */
  public record TokenLimits(int perMinute, long credit, int context) {
    public TokenLimits {
      Bounds.check("tokensPerMinute", perMinute, 0, 1_000_000_000, "");
      Bounds.check("creditTokens", credit, 0, Long.MAX_VALUE, "");
      Bounds.check("contextTokens", context, 0, 100_000_000, "");
    }
  }

  static ChatServer from(EmulatorChatOptions options) {
    return new ChatServer(
        options.getChatNeedsKey(),
        options.getChatStructuredOutput(),
        options.getChatModel(),
        options.getChatAlwaysFalse(),
        new TokenLimits(
            options.getTokensPerMinute(), options.getCreditTokens(), options.getContextTokens()));
  }

  public boolean has(String name) {
    return model.isEmpty() || model.equals(name);
  }
}
