package org.postlabel.scoring;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scorer.Outcome;

/**
 * A circuit breaker: stops the run when the provider is down or refuses everything. Thread-safe.
 */
final class ProviderHealth {
  /** Opens when nine in ten of the last requests failed, of ten at least. */
  private static final int REQUESTS_REMEMBERED = 30;

  private static final int REQUESTS_NEEDED = 10;
  private static final float FAILED_PERCENT = 90;

  /** Texts that may be rejected for unknown reasons before any text was scored. */
  private static final int REJECTIONS_BEFORE_FIRST_SCORE = 10;

  private final StopSign stopSign;
  private final BooleanSupplier everScored;
  private final ThrottledWatch throttledWatch;
  private final AtomicInteger rejections = new AtomicInteger();
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "provider",
          CircuitBreakerConfig.custom()
              .slidingWindowType(SlidingWindowType.COUNT_BASED)
              .slidingWindowSize(REQUESTS_REMEMBERED)
              .minimumNumberOfCalls(REQUESTS_NEEDED)
              .failureRateThreshold(FAILED_PERCENT)
              .build());

  private final ProviderCheck check;
  private final AtomicBoolean hasChecked = new AtomicBoolean();
  private final AtomicReference<Long> lastScoredNanosOrNull = new AtomicReference<>();
  private volatile boolean hasScored;

  /**
   * @param everScored whether any text was ever scored, by this worker or another; called only when
   *     a text is rejected or refused
   * @param check asked before the provider is taken for unusable
   */
  ProviderHealth(
      StopSign stopSign,
      ThrottledWatch throttledWatch,
      BooleanSupplier everScored,
      ProviderCheck check) {
    this.check = check;
    this.stopSign = stopSign;
    this.everScored = everScored;
    this.throttledWatch = throttledWatch;
  }

  void answered() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** The provider has dealt with a text, whatever became of it. */
  void dealtWithText() {
    throttledWatch.answered();
  }

  void throttled(Outcome.Throttled outcome) {
    throttledWatch.throttled(outcome);
  }

  void scored() {
    hasScored = true;
    lastScoredNanosOrNull.set(System.nanoTime());
  }

  /** Whether the provider has scored a text since {@code nanos}, or answers one now. */
  boolean hasAnsweredSince(long nanos) {
    Long last = lastScoredNanosOrNull.get();
    return (last != null && last - nanos > 0) || check.isAnswered();
  }

  void failed(String cause) {
    breaker.onError(0, TimeUnit.NANOSECONDS, new ProviderFailure());
    if (breaker.getState() == CircuitBreaker.State.OPEN && !stopSign.isSet()) {
      if (check.isThere()) {
        breaker.reset(); // Some texts fail, whatever the others do.
        return;
      }
      stopSign.set(
          new Stop(
              Stop.Kind.OUTAGE,
              "the provider is down (" + cause + "); run again later, nothing paid for is lost"));
    }
  }

  /** Whether any text was ever scored, in this run or before. */
  boolean hasEverScored() {
    if (!hasScored && everScored.getAsBoolean()) {
      hasScored = true;
    }
    return hasScored;
  }

  /**
   * Whether a text, not the request, is the reason of a rejection: only when other texts were
   * scored, or one is that cannot be at fault. When none ever was, the run stops after a few
   * rejections.
   */
  boolean isTextAtFault(String cause) {
    if (hasEverScored() || (hasChecked.compareAndSet(false, true) && check.isAnswered())) {
      hasScored = true;
      return true;
    }
    if (rejections.incrementAndGet() >= REJECTIONS_BEFORE_FIRST_SCORE) {
      refused(cause);
    }
    return false;
  }

  /**
   * Whether a text, not the key or the provider, is the reason of a refusal; else the run stops.
   */
  boolean isTextRefused(String cause) {
    if (!stopSign.isSet() && check.isThere()) {
      return true;
    }
    refused(cause);
    return false;
  }

  private void refused(String cause) {
    stopSign.set(new Stop(Stop.Kind.REFUSED, cause));
  }

  void distrusted(Outcome.Distrusted outcome) {
    stopSign.distrust(outcome.cause(), outcome.since());
  }

  private static final class ProviderFailure extends Exception {
    ProviderFailure() {
      super(null, null, false, false);
    }
  }
}
