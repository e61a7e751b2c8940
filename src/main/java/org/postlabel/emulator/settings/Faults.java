package org.postlabel.emulator.settings;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The faults of an emulator: the rates above 0, how often in a row a text may draw the same fault
 * (0: any number), the times of a {@link Fault#HANG} and a {@link Fault#CHAT_SLOW}, two markers,
 * and the name of an undocumented category, all empty for none. A text that contains the poison
 * marker is always answered 400, a prompt with such a post too; a prompt with a post that contains
 * the chat poison is always refused by the model.
 */
public record Faults(
    Map<Fault, Double> rates,
    int maxInARow,
    Duration hangTime,
    Duration slowTime,
    String poisonMarker,
    String chatPoison,
    String newCategory) {
  public Faults {
    rates = Map.copyOf(rates);
    rates.forEach((fault, rate) -> Bounds.check(fault.option(), rate, 0, 1));
    Bounds.check("maxFaultsInARow", maxInARow, 0, 1_000, "");
    Bounds.checkMillis("hangTime", hangTime, 3_600_000);
    Bounds.checkMillis("chatSlowMillis", slowTime, 3_600_000);
  }

  static Faults from(EmulatorFaultOptions options) {
    Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      rates.put(fault, fault.rateIn(options));
    }
    rates.values().removeIf(rate -> rate == 0);
    return new Faults(
        rates,
        options.getMaxFaultsInARow(),
        Duration.ofMillis(options.getHangTime()),
        Duration.ofMillis(options.getChatSlowMillis()),
        options.getPoisonMarker(),
        options.getChatPoison(),
        options.getNewCategory());
  }

  public double rate(Fault fault) {
    return rates.getOrDefault(fault, 0.0);
  }

  /** Whether {@code text} contains a marker that is not empty. */
  public static boolean isPoisoned(String text, String marker) {
    return !marker.isEmpty() && text.contains(marker);
  }
}
