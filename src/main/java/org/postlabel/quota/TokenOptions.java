package org.postlabel.quota;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a provider that counts tokens lets us use, and what they cost. */
public interface TokenOptions extends PipelineOptions {
  @Description(
      "Quota of a language model in tokens per minute, sent and written together, shared like"
          + " queries; 0, the default, means no limit.")
  @Default.Double(0)
  double getTokensPerMinute();

  void setTokensPerMinute(double tokens);

  @Description(
      "Price of a million tokens sent to a language model, in your currency; 0, the default, means"
          + " that it is not known.")
  @Default.Double(0)
  double getPromptTokenPrice();

  void setPromptTokenPrice(double price);

  @Description(
      "Price of a million tokens that a language model writes, in your currency; 0, the default,"
          + " means that it is not known.")
  @Default.Double(0)
  double getCompletionTokenPrice();

  void setCompletionTokenPrice(double price);

  @Description(
      "What a run may spend on tokens, in the currency of the prices, answers in flight included; 0,"
          + " the default, means no limit.")
  @Default.Double(0)
  double getMaxCost();

  void setMaxCost(double cost);
}
