package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How many tokens the emulated chat completions allow; by default any number. */
public interface EmulatorTokenOptions extends PipelineOptions {
  @Description(
      "Tokens of prompts and answers allowed in any sliding minute, about four bytes each; 0 by "
          + "default, which is no limit. A call that is refused uses none.")
  @Default.Integer(0)
  int getTokensPerMinute();

  void setTokensPerMinute(int value);

  @Description(
      "Tokens that have been paid for: when they are used up, every chat call is answered 429 with "
          + "the code insufficient_quota; 0 by default, which is never.")
  @Default.Long(0)
  long getCreditTokens();

  void setCreditTokens(long value);

  @Description(
      "Tokens that a prompt and its greatest answer may have together, else 400 with the code "
          + "context_length_exceeded; 0 by default, which is no limit.")
  @Default.Integer(0)
  int getContextTokens();

  void setContextTokens(int value);
}
