package org.postlabel.emulator.settings;

import java.time.Duration;

/**
 * All settings of an emulator. Port 0 is any free port. The key is made up and accepted by this
 * emulator only, never a real one. With the same seed a text has the same faults in the same
 * attempts, in any order of arrival.
 */
public record EmulatorConfig(
    int port,
    String acceptedKey,
    long seed,
    Limits limits,
    Latency latency,
    Faults faults,
    AnalyzeServer analyze,
    ChatServer chat) {
  public static final String DEFAULT_KEY = "emulator-key";

  public EmulatorConfig {
    Bounds.check("port", port, 0, 65_535, "");
    if (acceptedKey == null || acceptedKey.isBlank()) {
      throw Bounds.refusal("acceptedKey", "a text that is not blank", "blank");
    }
  }

  /** Checks every option; a refusal names the option, its range and the value. */
  public static EmulatorConfig from(EmulatorOptions options) {
    return new EmulatorConfig(
        options.getPort(),
        options.getAcceptedKey(),
        options.getSeed(),
        new Limits(
            options.getQueriesPerSecond(),
            options.getQueriesPerMinute(),
            options.getRetryAfter(),
            options.getGone(),
            options.getGoneAfterCalls()),
        new Latency(
            Duration.ofMillis(options.getLatency()), Duration.ofMillis(options.getLatencyJitter())),
        Faults.from(options),
        new AnalyzeServer(
            options.getBatchEndpoint(), options.getShuffleParts(), options.getScoreShift()),
        ChatServer.from(options));
  }
}
