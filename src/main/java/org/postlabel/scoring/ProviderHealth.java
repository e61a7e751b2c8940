package org.postlabel.scoring;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  private volatile boolean hasScored;

  /**
   * @param everScored whether any text was ever scored, by this worker or another; called only when
   *     a text is rejected
   */
  ProviderHealth(StopSign stopSign, ThrottledWatch throttledWatch, BooleanSupplier everScored) {
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
  }

  void failed(String cause) {
    breaker.onError(0, TimeUnit.NANOSECONDS, new ProviderFailure());
    if (breaker.getState() == CircuitBreaker.State.OPEN) {
      stopSign.set(
          new Stop(
              Stop.Kind.OUTAGE,
              "the provider is down (" + cause + "); run again later, nothing paid for is lost"));
    }
  }

  /**
   * Whether a text, not the request, is the reason of a rejection: only when other texts were
   * scored. When none ever was, the run stops after a few rejections.
   */
  boolean isTextAtFault(String cause) {
    if (hasScored || everScored.getAsBoolean()) {
      hasScored = true;
      return true;
    }
    if (rejections.incrementAndGet() >= REJECTIONS_BEFORE_FIRST_SCORE) {
      refused(cause);
    }
    return false;
  }

  void refused(String cause) {
    stopSign.set(new Stop(Stop.Kind.REFUSED, cause));
  }

  void distrusted(String cause) {
    stopSign.set(new Stop(Stop.Kind.DISTRUSTED, cause));
  }

  private static final class ProviderFailure extends Exception {
    ProviderFailure() {
      super(null, null, false, false);
    }
  }
}
