package org.postlabel.emulator.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The settings of an emulator in tests: some options, the others by default. Immutable. */
public record EmulatorSetup(Map<String, Object> options) {
  /** Any free port, no quota, no latency, no faults. */
  public static final EmulatorSetup PLAIN = new EmulatorSetup(Map.of("port", 0));

  public EmulatorSetup with(String option, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(options);
    changed.put(option, value);
    return new EmulatorSetup(changed);
  }

  public EmulatorSetup with(Fault fault, double rate) {
    return with(fault.option(), rate);
  }

  public EmulatorSetup withLatency(long millis, long jitterMillis) {
    return with("latency", millis).with("latencyJitter", jitterMillis);
  }

  public EmulatorConfig config() {
    String[] arguments =
        options.entrySet().stream()
            .map(option -> "--" + option.getKey() + "=" + option.getValue())
            .toArray(String[]::new);
    return EmulatorConfig.from(
        PipelineOptionsFactory.fromArgs(arguments).as(EmulatorOptions.class));
  }
}
