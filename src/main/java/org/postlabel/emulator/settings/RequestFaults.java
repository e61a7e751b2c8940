package org.postlabel.emulator.settings;

import java.io.Serializable;
import java.time.Duration;

/**
 * Faults that strike a whole HTTP request, be it one call or a batch: shares between 0 and 1 of
 * requests that are throttled (429), answered by a proxy's HTML (502), cut without an answer, cut
 * in the middle of the answer (its calls were scored), or left without an answer for {@code
 * hangTime} and then cut.
 */
public record RequestFaults(
    double throttled,
    double badGateway,
    double reset,
    double truncated,
    double hang,
    Duration hangTime)
    implements Serializable {

  public static final RequestFaults NONE = new RequestFaults(0, 0, 0, 0, 0, Duration.ofSeconds(60));

  public RequestFaults {
    Bounds.checkRate("outerThrottledRate", throttled);
    Bounds.checkRate("badGatewayRate", badGateway);
    Bounds.checkRate("resetRate", reset);
    Bounds.checkRate("truncatedRate", truncated);
    Bounds.checkRate("hangRate", hang);
    Bounds.checkMillis("hangTime", hangTime, 3_600_000);
  }

  public RequestFaults withThrottled(double rate) {
    return new RequestFaults(rate, badGateway, reset, truncated, hang, hangTime);
  }

  public RequestFaults withBadGateway(double rate) {
    return new RequestFaults(throttled, rate, reset, truncated, hang, hangTime);
  }

  public RequestFaults withReset(double rate) {
    return new RequestFaults(throttled, badGateway, rate, truncated, hang, hangTime);
  }

  public RequestFaults withTruncated(double rate) {
    return new RequestFaults(throttled, badGateway, reset, rate, hang, hangTime);
  }

  public RequestFaults withHang(double rate, Duration time) {
    return new RequestFaults(throttled, badGateway, reset, truncated, rate, time);
  }
}
