package org.postlabel.emulator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.postlabel.emulator.Draws.Attempt;
import org.postlabel.emulator.TextCounts.TextHash;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.Fault;

/** A configuration with what was used of it: quota, calls, attempts of each text. Thread-safe. */
final class ActiveConfig {
  private final EmulatorConfig config;
  private final Quota quota;
  private final AtomicLong calls = new AtomicLong();
  private final ConcurrentMap<TextHash, Integer> attempts = new ConcurrentHashMap<>();

  private ActiveConfig(EmulatorConfig config, Quota quota) {
    this.config = config;
    this.quota = quota;
  }

  static ActiveConfig of(EmulatorConfig config) {
    return new ActiveConfig(config, quotaOf(config));
  }

  private static Quota quotaOf(EmulatorConfig config) {
    return new Quota(config.limits(), config.chat().tokens());
  }

  /** Counts from 0 again, but what is used of a quota stays used when the quota does not change. */
  ActiveConfig changedTo(EmulatorConfig next) {
    boolean sameQuota =
        next.limits().queriesPerSecond() == config.limits().queriesPerSecond()
            && next.limits().queriesPerMinute() == config.limits().queriesPerMinute()
            && next.chat().tokens().equals(config.chat().tokens());
    return new ActiveConfig(next, sameQuota ? quota : quotaOf(next));
  }

  EmulatorConfig config() {
    return config;
  }

  Quota quota() {
    return quota;
  }

  /**
   * The limit of tokens a minute, and what is left of it, as services name them in headers; none
   * without a limit.
   *
   * @param unit what the names end in
   */
  Map<String, String> tokenHeaders(String unit) {
    long left = quota.tokensLeft();
    return left < 0
        ? Map.of()
        : Map.of(
            "x-ratelimit-limit-" + unit,
            Integer.toString(config.chat().tokens().perMinute()),
            "x-ratelimit-remaining-" + unit,
            Long.toString(left));
  }

  /** The draws of a request with these texts, which is one more attempt of each. */
  Draws draws(List<String> texts, Consumer<Fault> onFault) {
    boolean counted = !config.faults().rates().isEmpty();
    List<Attempt> numbered =
        texts.stream()
            .map(TextHash::of)
            .map(text -> new Attempt(text, counted ? attempts.merge(text, 1, Integer::sum) - 1 : 0))
            .toList();
    return new Draws(config, numbered, onFault);
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
