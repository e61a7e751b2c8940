package org.postlabel.emulator;

/**
 * Draws that depend on nothing but the seed, the subject and the number of the call, so that two
 * runs meet the same faults.
 */
final class Dice {

  /** What is drawn for; each subject has draws of its own. */
  enum Subject {
    LATENCY,
    THROTTLED,
    UNAVAILABLE,
    MALFORMED,
    OUTER_THROTTLED,
    BAD_GATEWAY,
    RESET,
    TRUNCATED,
    HANG,
    MISSING_PART,
    DOUBLED_PART,
    FOREIGN_PART,
    SHUFFLE,
    CHAT_REFUSAL,
    CHAT_CONTENT_FILTER,
    CHAT_INVALID_JSON,
    CHAT_WRONG_COUNT,
    CHAT_SHUFFLED,
    CHAT_INVALID_LABEL,
    CHAT_DOUBLED,
    CHAT_SLOW
  }

  private final long seed;

  Dice(long seed) {
    this.seed = seed;
  }

  boolean falls(Subject subject, long call, double rate) {
    return rate > 0 && share(subject, call) < rate;
  }

  /** An even draw from 0 up to 1. */
  double share(Subject subject, long call) {
    return (number(subject, call) >>> 11) * 0x1.0p-53;
  }

  long number(Subject subject, long call) {
    long bits = seed * 0xD1342543DE82EF95L + call * 0x9E3779B97F4A7C15L + subject.name().hashCode();
    bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
    return bits ^ bits >>> 31;
  }
}
