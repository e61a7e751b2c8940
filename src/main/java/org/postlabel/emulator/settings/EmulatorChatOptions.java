package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The server of chat completions; by default a hosted one without token limits. */
public interface EmulatorChatOptions extends PipelineOptions {
  @Description("Whether chat requires the key as a bearer token; false takes any key or none.")
  @Default.Boolean(true)
  boolean getChatNeedsKey();

  void setChatNeedsKey(boolean value);

  @Description("Whether chat supports the response format json_schema; false answers it 400.")
  @Default.Boolean(true)
  boolean getChatStructuredOutput();

  void setChatStructuredOutput(boolean value);

  @Description("The only chat model, others are answered 404; empty by default, which is any.")
  @Default.String("")
  String getChatModel();

  void setChatModel(String value);

  @Description("Whether the model calls every post not sociopolitical; false by default.")
  @Default.Boolean(false)
  boolean getChatAlwaysFalse();

  void setChatAlwaysFalse(boolean value);

  @Description(
      "Tokens of prompts and answers allowed in any sliding minute, counted as o200k_base; 0 by "
          + "default, which is no limit. A refused call uses none.")
  @Default.Integer(0)
  int getTokensPerMinute();

  void setTokensPerMinute(int value);

  @Description(
      "Tokens that are paid for: once they are used, every chat call is answered 429 with the code "
          + "insufficient_quota; 0 by default, which is no limit.")
  @Default.Long(0)
  long getCreditTokens();

  void setCreditTokens(long value);

  @Description(
      "Most tokens of a prompt with its longest answer, else 400 with the code "
          + "context_length_exceeded; 0 by default, which is no limit.")
  @Default.Integer(0)
  int getContextTokens();

  void setContextTokens(int value);
}
