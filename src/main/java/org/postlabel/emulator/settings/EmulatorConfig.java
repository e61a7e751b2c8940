package org.postlabel.emulator.settings;

import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Everything an emulator is told. Port 0 means any free port. The key is a made-up one that only
 * this emulator accepts, never a real key. The same seed and the same order of calls bring the same
 * faults.
 */
public record EmulatorConfig(
    int port,
    String acceptedKey,
    long seed,
    Limits limits,
    Latency latency,
    CallFaults callFaults,
    RequestFaults requestFaults,
    BatchShape batch,
    ChatSettings chat)
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
        CallFaults.NONE,
        RequestFaults.NONE,
        BatchShape.FAITHFUL,
        ChatSettings.PLAIN);
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
        new CallFaults(
            options.getThrottledRate(),
            options.getUnavailableRate(),
            options.getMalformedRate(),
            options.getPoisonMarker(),
            options.getScoreShift()),
        new RequestFaults(
            options.getOuterThrottledRate(),
            options.getBadGatewayRate(),
            options.getResetRate(),
            options.getTruncatedRate(),
            options.getHangRate(),
            Duration.of(options.getHangTime(), ChronoUnit.MILLIS)),
        new BatchShape(
            options.getBatchEndpoint(),
            options.getShuffleParts(),
            options.getMissingPartRate(),
            options.getDoubledPartRate(),
            options.getForeignPartRate()),
        ChatSettings.from(options));
  }

  public EmulatorConfig withPort(int value) {
    return new EmulatorConfig(
        value, acceptedKey, seed, limits, latency, callFaults, requestFaults, batch, chat);
  }

  public EmulatorConfig withSeed(long value) {
    return new EmulatorConfig(
        port, acceptedKey, value, limits, latency, callFaults, requestFaults, batch, chat);
  }

  public EmulatorConfig withLimits(Limits value) {
    return new EmulatorConfig(
        port, acceptedKey, seed, value, latency, callFaults, requestFaults, batch, chat);
  }

  public EmulatorConfig withLatency(Latency value) {
    return new EmulatorConfig(
        port, acceptedKey, seed, limits, value, callFaults, requestFaults, batch, chat);
  }

  public EmulatorConfig withCallFaults(CallFaults value) {
    return new EmulatorConfig(
        port, acceptedKey, seed, limits, latency, value, requestFaults, batch, chat);
  }

  public EmulatorConfig withRequestFaults(RequestFaults value) {
    return new EmulatorConfig(
        port, acceptedKey, seed, limits, latency, callFaults, value, batch, chat);
  }

  public EmulatorConfig withBatch(BatchShape value) {
    return new EmulatorConfig(
        port, acceptedKey, seed, limits, latency, callFaults, requestFaults, value, chat);
  }

  public EmulatorConfig withChat(ChatSettings value) {
    return new EmulatorConfig(
        port, acceptedKey, seed, limits, latency, callFaults, requestFaults, batch, value);
  }
}
