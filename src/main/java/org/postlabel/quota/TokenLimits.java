package org.postlabel.quota;

import java.io.Serializable;

/**
 * The limits of a run whose provider counts tokens.
 *
 * @param tokensPerMinute 0 means no limit
 * @param maxCostMicros what the run may spend, in millionths of the prices' currency; 0 means no
 *     limit
 */
public record TokenLimits(double tokensPerMinute, Prices prices, long maxCostMicros)
    implements Serializable {
  /** For providers that count no tokens. */
  public static final TokenLimits NONE = new TokenLimits(0, Prices.UNKNOWN, 0);

  private static final double MICROS = 1e6;
  private static final double MAX_TOKENS = 1e9;
  private static final double MAX_COST = 1e9;

  /** Checks and reads {@code options}. */
  public static TokenLimits from(TokenOptions options) {
    Prices prices = new Prices(options.getPromptTokenPrice(), options.getCompletionTokenPrice());
    double tokens = options.getTokensPerMinute();
    if (!(tokens == 0 || (tokens >= 1_000 && tokens <= MAX_TOKENS))) {
      throw new IllegalArgumentException(
          "--tokensPerMinute must be 0 (no limit) or 1000..1000000000, was " + tokens);
    }
    double cost = options.getMaxCost();
    if (!(cost >= 0 && cost <= MAX_COST)) {
      throw new IllegalArgumentException(
          "--maxCost must be 0 (no limit) ..1000000000, was " + cost);
    }
    if (cost > 0 && !prices.isKnown()) {
      throw new IllegalArgumentException(
          "--maxCost needs --promptTokenPrice and --completionTokenPrice, was " + cost);
    }
    return new TokenLimits(tokens, prices, Math.round(cost * MICROS));
  }
}
