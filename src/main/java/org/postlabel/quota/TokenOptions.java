package org.postlabel.quota;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a provider that counts tokens lets us use, and what they cost. */
public interface TokenOptions extends PipelineOptions {
  @Description(
      "Quota of a language model in tokens per minute, prompt and completion together, shared"
          + " between runs like the query quota. The default, 0, means no limit.")
  @Default.Double(0)
  double getTokensPerMinute();

  void setTokensPerMinute(double tokens);

  @Description(
      "Price of one million prompt tokens of a language model, in your currency. The default, 0,"
          + " means unknown.")
  @Default.Double(0)
  double getPromptTokenPrice();

  void setPromptTokenPrice(double price);

  @Description(
      "Price of one million completion tokens of a language model, in your currency. The default,"
          + " 0, means unknown.")
  @Default.Double(0)
  double getCompletionTokenPrice();

  void setCompletionTokenPrice(double price);

  @Description(
      "Most that a run may spend on tokens, in the currency of the prices, including requests in"
          + " flight, and those without an answer at the highest price that they may have. The"
          + " default, 0, means no limit.")
  @Default.Double(0)
  double getMaxCost();

  void setMaxCost(double cost);
}
