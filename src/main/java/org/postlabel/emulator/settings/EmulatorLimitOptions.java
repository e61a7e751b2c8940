package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What the emulated service allows, and for how long it exists; by default everything, for ever.
 */
public interface EmulatorLimitOptions extends PipelineOptions {
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
          + "the real service does, and for a chat the seconds until there is room.")
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
}
