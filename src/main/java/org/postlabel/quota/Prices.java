package org.postlabel.quota;

import java.io.Serializable;
import org.postlabel.post.Usage;

/**
 * What tokens cost, in whatever currency, for a million of them; 0 where it is not known.
 *
 * @param prompt of tokens that are sent
 * @param completion of tokens that are written
 */
public record Prices(double prompt, double completion) implements Serializable {
  private static final double MAX = 1_000_000;

  /** No prices were given. */
  public static final Prices UNKNOWN = new Prices(0, 0);

  public Prices {
    require("--promptTokenPrice", prompt);
    require("--completionTokenPrice", completion);
  }

  private static void require(String option, double price) {
    if (!(price >= 0 && price <= MAX)) {
      throw new IllegalArgumentException(option + " must be 0..1000000, was " + price);
    }
  }

  public boolean isKnown() {
    return prompt > 0 || completion > 0;
  }

  /** In millionths of the currency, rounded up: a price for a million is one millionth for one. */
  public long microsOf(Usage usage) {
    return (long) Math.ceil(usage.promptTokens() * prompt + usage.completionTokens() * completion);
  }
}
