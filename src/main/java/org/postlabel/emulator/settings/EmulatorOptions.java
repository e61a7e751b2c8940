package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** What the emulated service listens to and allows. */
public interface EmulatorOptions extends EmulatorFaultOptions, EmulatorBatchOptions {
  @Description("The port on 127.0.0.1; 8089 by default, 0 takes any free port.")
  @Default.Integer(8089)
  int getPort();

  void setPort(int value);

  @Description(
      "The made-up API key that is accepted; emulator-key by default. It is no secret: "
          + "never give a real key.")
  @Default.String(EmulatorConfig.DEFAULT_KEY)
  String getAcceptedKey();

  void setAcceptedKey(String value);

  @Description(
      "Mean time from the arrival of a call to its answer, in milliseconds; 0 by "
          + "default, the real service took about 140.")
  @Default.Long(0)
  long getLatency();

  void setLatency(long value);

  @Description(
      "How far a call may be faster or slower than the mean, in milliseconds; 0 by "
          + "default, at most the latency.")
  @Default.Long(0)
  long getLatencyJitter();

  void setLatencyJitter(long value);

  @Description("Calls allowed in any sliding second; 0 by default, which is no limit.")
  @Default.Integer(0)
  int getQueriesPerSecond();

  void setQueriesPerSecond(int value);

  @Description(
      "Calls allowed in any sliding minute; 0 by default, which is no limit. The real "
          + "default is 60.")
  @Default.Integer(0)
  int getQueriesPerMinute();

  void setQueriesPerMinute(int value);

  @Description(
      "Seconds in the Retry-After header of a 429; 0 by default, which sends none, as "
          + "the real service does.")
  @Default.Integer(0)
  int getRetryAfter();

  void setRetryAfter(int value);

  @Description(
      "Status 403, 404 or 410 that answers every call after the service has ended; 0 by "
          + "default, which is never.")
  @Default.Integer(0)
  int getGone();

  void setGone(int value);

  @Description(
      "Calls that are still answered before the status of --gone takes over; 0 by " + "default.")
  @Default.Long(0)
  long getGoneAfterCalls();

  void setGoneAfterCalls(long value);

  @Description("Seed of everything random; 1 by default, so that two runs meet the same faults.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long value);
}
