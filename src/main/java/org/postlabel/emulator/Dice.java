package org.postlabel.emulator;

import org.postlabel.emulator.settings.Fault;
import org.postlabel.emulator.settings.Faults;

/**
 * Draws that depend on nothing but the seed, the subject and the number of the call, so that two
 * runs meet the same faults.
 */
final class Dice {

  private final long seed;
  private final Faults faults;

  Dice(long seed, Faults faults) {
    this.seed = seed;
    this.faults = faults;
  }

  boolean falls(Fault fault, long call) {
    double rate = faults.rate(fault);
    return rate > 0 && share(fault.name(), call) < rate;
  }

  /** An even draw from 0 up to 1. */
  double share(String subject, long call) {
    return (number(subject, call) >>> 11) * 0x1.0p-53;
  }

  long number(String subject, long call) {
    long bits = seed * 0xD1342543DE82EF95L + call * 0x9E3779B97F4A7C15L + subject.hashCode();
    bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
    return bits ^ bits >>> 31;
  }
}
