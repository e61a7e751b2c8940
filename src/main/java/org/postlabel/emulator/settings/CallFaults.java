package org.postlabel.emulator.settings;

import java.io.Serializable;
import java.util.Objects;

/**
 * Faults that strike each call on its own, also inside a batch: shares between 0 and 1 of calls
 * that are throttled (429), refused as unavailable (503) or answered with JSON cut in half under a
 * 200. A text that contains the poison marker is always answered with a 400 of unknown cause, and
 * so is a prompt that holds one, with the code of a content filter; an empty marker poisons
 * nothing. The score shift is added to every score, as if the model were another one.
 */
public record CallFaults(
    double throttled, double unavailable, double malformed, String poisonMarker, double scoreShift)
    implements Serializable {

  public static final CallFaults NONE = new CallFaults(0, 0, 0, "", 0);

  public CallFaults {
    Bounds.checkRate("throttledRate", throttled);
    Bounds.checkRate("unavailableRate", unavailable);
    Bounds.checkRate("malformedRate", malformed);
    Objects.requireNonNull(poisonMarker, "--poisonMarker must be a text, was null");
    if (!(scoreShift >= -1 && scoreShift <= 1)) {
      throw Bounds.refusal("scoreShift", "-1..1", String.valueOf(scoreShift));
    }
  }

  public CallFaults withThrottled(double rate) {
    return new CallFaults(rate, unavailable, malformed, poisonMarker, scoreShift);
  }

  public CallFaults withUnavailable(double rate) {
    return new CallFaults(throttled, rate, malformed, poisonMarker, scoreShift);
  }

  public CallFaults withMalformed(double rate) {
    return new CallFaults(throttled, unavailable, rate, poisonMarker, scoreShift);
  }

  public CallFaults withPoisonMarker(String marker) {
    return new CallFaults(throttled, unavailable, malformed, marker, scoreShift);
  }

  public CallFaults withScoreShift(double shift) {
    return new CallFaults(throttled, unavailable, malformed, poisonMarker, shift);
  }

  public boolean poisons(String text) {
    return !poisonMarker.isEmpty() && text.contains(poisonMarker);
  }
}
