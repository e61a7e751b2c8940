package org.postlabel.emulator.settings;

import java.io.Serializable;

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
    ChatServer chat)
    implements Serializable {

  public static final String DEFAULT_KEY = "emulator-key";

  public EmulatorConfig {
    Bounds.check("port", port, 0, 65_535, "");
    if (acceptedKey == null || acceptedKey.isBlank()) {
      throw Bounds.refusal("acceptedKey", "a text that is not blank", "blank");
    }
  }

  /** Any free port, the default key, no quota, no latency, no faults. */
  public static EmulatorConfig onFreePort() {
    return new EmulatorConfig(
        0,
        DEFAULT_KEY,
        1,
        Limits.NONE,
        Latency.NONE,
        Faults.NONE,
        AnalyzeServer.PLAIN,
        ChatServer.HOSTED);
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
        Latency.ofMillis(options.getLatency(), options.getLatencyJitter()),
        Faults.from(options),
        new AnalyzeServer(
            options.getBatchEndpoint(), options.getShuffleParts(), options.getScoreShift()),
        ChatServer.from(options));
  }

  public EmulatorConfig withPort(int value) {
    return new EmulatorConfig(value, acceptedKey, seed, limits, latency, faults, analyze, chat);
  }

  public EmulatorConfig withKey(String value) {
    return new EmulatorConfig(port, value, seed, limits, latency, faults, analyze, chat);
  }

  public EmulatorConfig withSeed(long value) {
    return new EmulatorConfig(port, acceptedKey, value, limits, latency, faults, analyze, chat);
  }

  public EmulatorConfig withLimits(Limits value) {
    return new EmulatorConfig(port, acceptedKey, seed, value, latency, faults, analyze, chat);
  }

  public EmulatorConfig withLatency(Latency value) {
    return new EmulatorConfig(port, acceptedKey, seed, limits, value, faults, analyze, chat);
  }

  public EmulatorConfig withFaults(Faults value) {
    return new EmulatorConfig(port, acceptedKey, seed, limits, latency, value, analyze, chat);
  }

  /** With one more fault. */
  public EmulatorConfig with(Fault fault, double rate) {
    return withFaults(faults.with(fault, rate));
  }

  public EmulatorConfig withAnalyze(AnalyzeServer value) {
    return new EmulatorConfig(port, acceptedKey, seed, limits, latency, faults, value, chat);
  }

  public EmulatorConfig withChat(ChatServer value) {
    return new EmulatorConfig(port, acceptedKey, seed, limits, latency, faults, analyze, value);
  }
}
