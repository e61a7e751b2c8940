package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Faults that strike each call on its own; none unless asked for. */
public interface EmulatorCallFaultOptions extends PipelineOptions {
  @Description(
      "Share of calls answered 429, also one by one inside a batch that is itself "
          + "answered 200, between 0 and 1; by default none.")
  @Default.Double(0)
  double getThrottledRate();

  void setThrottledRate(double value);

  @Description(
      "Share of calls answered 503, also one by one inside a batch, between 0 and 1; by "
          + "default none.")
  @Default.Double(0)
  double getUnavailableRate();

  void setUnavailableRate(double value);

  @Description(
      "Share of calls answered 200 with JSON that is cut in half, also one by one "
          + "inside a batch, between 0 and 1; by default none.")
  @Default.Double(0)
  double getMalformedRate();

  void setMalformedRate(double value);

  @Description(
      "A text that contains this marker is always answered with a 400 of unknown cause, a prompt "
          + "that holds one with the code content_filter; empty by default, which poisons nothing.")
  @Default.String("")
  String getPoisonMarker();

  void setPoisonMarker(String value);

  @Description(
      "What is added to every score, as if the model were another one, between -1 and 1; 0 by "
          + "default. A score stays between 0 and 1.")
  @Default.Double(0)
  double getScoreShift();

  void setScoreShift(double value);
}
