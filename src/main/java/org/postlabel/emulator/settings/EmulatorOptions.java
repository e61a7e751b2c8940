package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** Address, key, speed, quota and end of the emulated services; the rest is inherited. */
public interface EmulatorOptions extends EmulatorFaultOptions, EmulatorChatOptions {
  @Description("The port on 127.0.0.1; 8089 by default, 0 takes any free port.")
  @Default.Integer(8089)
  int getPort();

  void setPort(int value);

  @Description("The API key to accept; made up, so that it is no secret. Never give a real key.")
  @Default.String(EmulatorConfig.DEFAULT_KEY)
  String getAcceptedKey();

  void setAcceptedKey(String value);

  @Description("Mean time to answer a call, in milliseconds; the real service took about 140.")
  @Default.Long(0)
  long getLatency();

  void setLatency(long value);

  @Description("Greatest difference from the mean latency, in milliseconds; at most --latency.")
  @Default.Long(0)
  long getLatencyJitter();

  void setLatencyJitter(long value);

  @Description("Seed of faults: with the same one a text has the same faults in the same attempts.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long value);

  @Description("Calls allowed in any sliding second; 0 by default, which is no limit.")
  @Default.Integer(0)
  int getQueriesPerSecond();

  void setQueriesPerSecond(int value);

  @Description("Calls allowed in any sliding minute; 0 is no limit, the real default is 60.")
  @Default.Integer(0)
  int getQueriesPerMinute();

  void setQueriesPerMinute(int value);

  @Description(
      "Seconds in the Retry-After header of a 429; with 0, the default, analyze sends no header, "
          + "as the real service, and chat the seconds until there is room.")
  @Default.Integer(0)
  int getRetryAfter();

  void setRetryAfter(int value);

  @Description(
      "Status 403, 404 or 410 of every call after the service has been shut down; 0 by default, "
          + "which is never.")
  @Default.Integer(0)
  int getGone();

  void setGone(int value);

  @Description("Calls that are answered before the service is shut down, see --gone.")
  @Default.Long(0)
  long getGoneAfterCalls();

  void setGoneAfterCalls(long value);

  @Description("Whether the batch endpoint exists; false answers it 404, as most replacements do.")
  @Default.Boolean(true)
  boolean getBatchEndpoint();

  void setBatchEndpoint(boolean value);

  @Description("Whether the parts of a batch answer are shuffled; false by default.")
  @Default.Boolean(false)
  boolean getShuffleParts();

  void setShuffleParts(boolean value);

  @Description(
      "Added to every score, -1 to 1, as if another model answered; a score stays within 0 to 1.")
  @Default.Double(0)
  double getScoreShift();

  void setScoreShift(double value);
}
