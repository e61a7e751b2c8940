package org.postlabel.emulator.settings;

import java.io.Serializable;
import java.util.Objects;

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
    TokenLimits tokens)
    implements Serializable {

  public static final ChatServer HOSTED = new ChatServer(true, true, "", false, TokenLimits.NONE);

  /**
   * 0 is no limit: tokens of prompts and answers in a sliding minute; tokens that are paid for, in
   * all; tokens of one prompt with its longest answer.
   */
  public record TokenLimits(int perMinute, long credit, int context) implements Serializable {

    public static final TokenLimits NONE = new TokenLimits(0, 0, 0);

    public TokenLimits {
      Bounds.check("tokensPerMinute", perMinute, 0, 1_000_000_000, "");
      Bounds.check("creditTokens", credit, 0, Long.MAX_VALUE, "");
      Bounds.check("contextTokens", context, 0, 100_000_000, "");
    }

    public static TokenLimits perMinute(int tokens) {
      return new TokenLimits(tokens, 0, 0);
    }
  }

  public ChatServer {
    Objects.requireNonNull(model, "--chatModel must be a text, was null");
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

  public ChatServer withoutKey() {
    return new ChatServer(false, structuredOutput, model, alwaysFalse, tokens);
  }

  public ChatServer withoutStructuredOutput() {
    return new ChatServer(needsKey, false, model, alwaysFalse, tokens);
  }

  public ChatServer withModel(String name) {
    return new ChatServer(needsKey, structuredOutput, name, alwaysFalse, tokens);
  }

  public ChatServer withAlwaysFalse() {
    return new ChatServer(needsKey, structuredOutput, model, true, tokens);
  }

  public ChatServer withTokens(TokenLimits limits) {
    return new ChatServer(needsKey, structuredOutput, model, alwaysFalse, limits);
  }

  public boolean has(String name) {
    return model.isEmpty() || model.equals(name);
  }
}
