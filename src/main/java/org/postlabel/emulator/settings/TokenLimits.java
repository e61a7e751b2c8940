package org.postlabel.emulator.settings;

import java.io.Serializable;

/**
 * Limits on the tokens of chat completions; 0 is no limit. A sliding minute holds at most so many
 * tokens of prompts and answers; the credit is what has been paid for, once and for all; the
 * context is what one prompt and its greatest answer may have together.
 */
public record TokenLimits(int perMinute, long credit, int context) implements Serializable {

  public static final TokenLimits NONE = new TokenLimits(0, 0, 0);

  public TokenLimits {
    Bounds.check("tokensPerMinute", perMinute, 0, 1_000_000_000, "");
    Bounds.check("creditTokens", credit, 0, Long.MAX_VALUE, "");
    Bounds.check("contextTokens", context, 0, 100_000_000, "");
  }

  public TokenLimits withPerMinute(int tokens) {
    return new TokenLimits(tokens, credit, context);
  }

  public TokenLimits withCredit(long tokens) {
    return new TokenLimits(perMinute, tokens, context);
  }

  public TokenLimits withContext(int tokens) {
    return new TokenLimits(perMinute, credit, tokens);
  }
}
