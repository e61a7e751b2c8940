package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Faults that strike the labels of a prompt; none unless asked for. */
public interface EmulatorLabelFaultOptions extends PipelineOptions {
  @Description(
      "Share of prompts answered with one label too few or, one time in four, with one more for an "
          + "id that nobody asked for, between 0 and 1; by default none.")
  @Default.Double(0)
  double getChatWrongCountRate();

  void setChatWrongCountRate(double value);

  @Description(
      "Share of prompts whose labels come in another order, between 0 and 1; by default none.")
  @Default.Double(0)
  double getChatShuffledRate();

  void setChatShuffledRate(double value);

  @Description(
      "Share of prompts with one label that has a value which the schema forbids, between 0 and 1; "
          + "by default none.")
  @Default.Double(0)
  double getChatInvalidLabelRate();

  void setChatInvalidLabelRate(double value);

  @Description(
      "Share of prompts with two contradicting labels for one id, one of them now and then in the "
          + "place of another post's, between 0 and 1; by default none.")
  @Default.Double(0)
  double getChatDoubledRate();

  void setChatDoubledRate(double value);
}
