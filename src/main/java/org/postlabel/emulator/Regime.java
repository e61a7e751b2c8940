package org.postlabel.emulator;

import java.util.concurrent.atomic.AtomicLong;
import org.postlabel.emulator.settings.EmulatorConfig;

/** One configuration in force: its quota, its dice, and the numbers of the calls under it. */
final class Regime {
  private final EmulatorConfig config;
  private final Quota quota;
  private final Dice dice;
  private final AtomicLong calls = new AtomicLong();

  private Regime(EmulatorConfig config, Quota quota) {
    this.config = config;
    this.quota = quota;
    this.dice = new Dice(config.seed(), config.faults());
  }

  static Regime of(EmulatorConfig config) {
    return new Regime(config, quotaOf(config));
  }

  private static Quota quotaOf(EmulatorConfig config) {
    return new Quota(config.limits(), config.chat().tokens());
  }

  /** The next regime; what is used of a quota stays used when the quota stays the same. */
  Regime changedTo(EmulatorConfig next) {
    boolean sameQuota =
        next.limits().queriesPerSecond() == config.limits().queriesPerSecond()
            && next.limits().queriesPerMinute() == config.limits().queriesPerMinute()
            && next.chat().tokens().equals(config.chat().tokens());
    return new Regime(next, sameQuota ? quota : quotaOf(next));
  }

  EmulatorConfig config() {
    return config;
  }

  Quota quota() {
    return quota;
  }

  Dice dice() {
    return dice;
  }

  /** The number of the first of so many new calls, counted from 0. */
  long numberCalls(int count) {
    return calls.getAndAdd(count);
  }

  boolean isGoneAt(long call) {
    return config.limits().goneStatus() != 0 && call >= config.limits().goneAfterCalls();
  }

  boolean isGoneNow() {
    return isGoneAt(calls.get());
  }
}
