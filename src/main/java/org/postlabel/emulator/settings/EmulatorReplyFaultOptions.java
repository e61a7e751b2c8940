package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Faults that strike the whole answer to a prompt; none unless asked for. */
public interface EmulatorReplyFaultOptions extends PipelineOptions {
  @Description(
      "Share of prompts that the model refuses to answer, between 0 and 1; by default none.")
  @Default.Double(0)
  double getChatRefusalRate();

  void setChatRefusalRate(double value);

  @Description(
      "Share of prompts whose answer a content filter empties, between 0 and 1; by default none.")
  @Default.Double(0)
  double getChatContentFilterRate();

  void setChatContentFilterRate(double value);

  @Description(
      "Share of prompts whose answer is no JSON: cut in the middle, or with prose around or in "
          + "place of it, between 0 and 1; by default none.")
  @Default.Double(0)
  double getChatInvalidJsonRate();

  void setChatInvalidJsonRate(double value);

  @Description(
      "Share of prompts whose answer trickles in over the slow time, between 0 and 1; by default "
          + "none.")
  @Default.Double(0)
  double getChatSlowRate();

  void setChatSlowRate(double value);

  @Description(
      "How long a slow answer takes from its first byte to its last, in milliseconds; 5000 by "
          + "default, which a patient client waits for.")
  @Default.Long(5000)
  long getChatSlowMillis();

  void setChatSlowMillis(long value);

  @Description(
      "A prompt with a post that contains this word is always refused by the model; empty by "
          + "default, which poisons nothing.")
  @Default.String("")
  String getChatPoison();

  void setChatPoison(String value);
}
