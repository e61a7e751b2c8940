package org.postlabel.emulator.settings;

import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The faults of an emulator: the rates above 0, how often in a row a text may draw the same fault
 * (0: any number), the times of a {@link Fault#HANG} and a {@link Fault#CHAT_SLOW}, and two
 * markers, empty for none. A text that contains the poison marker is always answered 400, a prompt
 * with such a post too; a prompt with a post that contains the chat poison is always refused by the
 * model.
 */
public record Faults(
    Map<Fault, Double> rates,
    int maxInARow,
    Duration hangTime,
    Duration slowTime,
    String poisonMarker,
    String chatPoison)
    implements Serializable {

  public static final Faults NONE =
      new Faults(Map.of(), 0, Duration.ofSeconds(60), Duration.ofSeconds(5), "", "");

  public Faults {
    EnumMap<Fault, Double> checked = new EnumMap<>(Fault.class);
    rates.forEach(
        (fault, rate) -> {
          Bounds.check(fault.option(), rate, 0, 1);
          if (rate > 0) {
            checked.put(fault, rate);
          }
        });
    rates = Collections.unmodifiableMap(checked);
    Bounds.check("maxFaultsInARow", maxInARow, 0, 1_000, "");
    Bounds.checkMillis("hangTime", hangTime, 3_600_000);
    Bounds.checkMillis("chatSlowMillis", slowTime, 3_600_000);
    Objects.requireNonNull(poisonMarker, "--poisonMarker must be a text, was null");
    Objects.requireNonNull(chatPoison, "--chatPoison must be a text, was null");
  }

  static Faults from(EmulatorFaultOptions options) {
    EnumMap<Fault, Double> rates = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      rates.put(fault, fault.rateIn(options));
    }
    return new Faults(
        rates,
        options.getMaxFaultsInARow(),
        Duration.of(options.getHangTime(), ChronoUnit.MILLIS),
        Duration.of(options.getChatSlowMillis(), ChronoUnit.MILLIS),
        options.getPoisonMarker(),
        options.getChatPoison());
  }

  public Faults with(Fault fault, double rate) {
    EnumMap<Fault, Double> changed = new EnumMap<>(Fault.class);
    changed.putAll(rates);
    changed.put(fault, rate);
    return new Faults(changed, maxInARow, hangTime, slowTime, poisonMarker, chatPoison);
  }

  public Faults withMaxInARow(int max) {
    return new Faults(rates, max, hangTime, slowTime, poisonMarker, chatPoison);
  }

  public Faults withHang(double rate, Duration time) {
    return new Faults(rates, maxInARow, time, slowTime, poisonMarker, chatPoison)
        .with(Fault.HANG, rate);
  }

  public Faults withSlow(double rate, Duration time) {
    return new Faults(rates, maxInARow, hangTime, time, poisonMarker, chatPoison)
        .with(Fault.CHAT_SLOW, rate);
  }

  public Faults withPoisonMarker(String marker) {
    return new Faults(rates, maxInARow, hangTime, slowTime, marker, chatPoison);
  }

  public Faults withChatPoison(String marker) {
    return new Faults(rates, maxInARow, hangTime, slowTime, poisonMarker, marker);
  }

  public double rate(Fault fault) {
    return rates.getOrDefault(fault, 0.0);
  }

  /** Whether {@code text} contains a marker that is not empty. */
  public static boolean isPoisoned(String text, String marker) {
    return !marker.isEmpty() && text.contains(marker);
  }
}
