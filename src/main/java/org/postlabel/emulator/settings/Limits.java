package org.postlabel.emulator.settings;

import java.util.OptionalInt;

/**
 * The quota, and when the service ends. A quota of 0 is no quota; both quotas are sliding windows
 * and hold together. A gone status of 0 means that the service never ends; otherwise every call
 * after the first {@code goneAfterCalls} is answered with that status.
 */
public record Limits(
    int queriesPerSecond,
    int queriesPerMinute,
    int retryAfterSeconds,
    int goneStatus,
    long goneAfterCalls) {
  public Limits {
    Bounds.check("queriesPerSecond", queriesPerSecond, 0, 100_000, "");
    Bounds.check("queriesPerMinute", queriesPerMinute, 0, 6_000_000, "");
    Bounds.check("retryAfter", retryAfterSeconds, 0, 86_400, " s");
    Bounds.check("goneAfterCalls", goneAfterCalls, 0, Long.MAX_VALUE, "");
    switch (goneStatus) {
      case 0, 403, 404, 410 -> {}
      default -> throw Bounds.refusal("gone", "0, 403, 404 or 410", String.valueOf(goneStatus));
    }
  }

  /** The calls a minute that both quotas allow, or nothing without a quota. */
  public OptionalInt effectivePerMinute() {
    int fromSeconds = queriesPerSecond == 0 ? Integer.MAX_VALUE : queriesPerSecond * 60;
    int fromMinutes = queriesPerMinute == 0 ? Integer.MAX_VALUE : queriesPerMinute;
    int least = Math.min(fromSeconds, fromMinutes);
    return least == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(least);
  }
}
