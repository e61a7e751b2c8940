package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Faults that strike a whole HTTP request, with all its calls; none unless asked for. */
public interface EmulatorRequestFaultOptions extends PipelineOptions {
  @Description("Share of whole HTTP requests answered 429, between 0 and 1; by default none.")
  @Default.Double(0)
  double getOuterThrottledRate();

  void setOuterThrottledRate(double value);

  @Description(
      "Share of whole HTTP requests answered 502 with an HTML page, between 0 and 1; by "
          + "default none.")
  @Default.Double(0)
  double getBadGatewayRate();

  void setBadGatewayRate(double value);

  @Description(
      "Share of whole HTTP requests whose connection is cut without an answer, between "
          + "0 and 1; by default none.")
  @Default.Double(0)
  double getResetRate();

  void setResetRate(double value);

  @Description(
      "Share of whole HTTP requests whose connection is cut in the middle of the "
          + "answer, between 0 and 1; by default none.")
  @Default.Double(0)
  double getTruncatedRate();

  void setTruncatedRate(double value);

  @Description(
      "Share of whole HTTP requests that stay without an answer for the hang time and "
          + "are then cut, between 0 and 1; by default none.")
  @Default.Double(0)
  double getHangRate();

  void setHangRate(double value);

  @Description(
      "How long a hanging request stays without an answer, in milliseconds; 60000 by "
          + "default, longer than the time-out of most clients.")
  @Default.Long(60000)
  long getHangTime();

  void setHangTime(long value);
}
