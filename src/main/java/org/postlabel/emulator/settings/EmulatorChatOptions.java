package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What kind of server answers chat completions; by default a hosted one. */
public interface EmulatorChatOptions extends PipelineOptions {
  @Description(
      "Whether chat completions want the accepted key as a bearer token; true by default, false "
          + "takes any or none, as local servers do.")
  @Default.Boolean(true)
  boolean getChatNeedsKey();

  void setChatNeedsKey(boolean value);

  @Description(
      "Whether the response format json_schema is known; true by default, false answers it with "
          + "400 as older servers do.")
  @Default.Boolean(true)
  boolean getChatStructuredOutput();

  void setChatStructuredOutput(boolean value);

  @Description(
      "The only model there is, others are answered 404; empty by default, which answers for any.")
  @Default.String("")
  String getChatModel();

  void setChatModel(String value);

  @Description(
      "Whether the model calls no post sociopolitical, whatever it says; false by default.")
  @Default.Boolean(false)
  boolean getChatAlwaysFalse();

  void setChatAlwaysFalse(boolean value);
}
