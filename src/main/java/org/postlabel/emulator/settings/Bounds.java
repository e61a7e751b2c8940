package org.postlabel.emulator.settings;

import java.time.Duration;

/** Refuses a value outside its range with the option's name, its range and the value. */
final class Bounds {
  private Bounds() {}

  static void check(String option, long value, long min, long max, String unit) {
    if (value < min || value > max) {
      throw refusal(option, min + ".." + max + unit, String.valueOf(value));
    }
  }

  static void check(String option, double value, int min, int max) {
    if (!(value >= min && value <= max)) {
      throw refusal(option, min + ".." + max, String.valueOf(value));
    }
  }

  static void checkMillis(String option, Duration value, long max) {
    check(option, value.toMillis(), 0, max, " ms");
  }

  static IllegalArgumentException refusal(String option, String range, String value) {
    return new IllegalArgumentException("--%s must be %s, was %s".formatted(option, range, value));
  }
}
