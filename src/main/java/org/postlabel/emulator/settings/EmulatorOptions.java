package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/**
 * Where the emulated service listens, whom it accepts and how fast it is; the rest is inherited.
 */
public interface EmulatorOptions
    extends EmulatorLimitOptions,
        EmulatorCallFaultOptions,
        EmulatorRequestFaultOptions,
        EmulatorBatchOptions,
        EmulatorTokenOptions,
        EmulatorChatOptions,
        EmulatorReplyFaultOptions,
        EmulatorLabelFaultOptions {
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

  @Description("Seed of everything random; 1 by default, so that two runs meet the same faults.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long value);
}
