package org.postlabel.metrics;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.postlabel.post.Reason;
import org.postlabel.run.Funnel;

/** The figures of a run whose worker is in this process, for Prometheus. Thread-safe. */
public final class RunMetrics {
  private static final Duration[] LATENCIES =
      LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Supplier<Funnel> progress;
  private volatile Funnel sums = Funnel.EMPTY;

  /**
   * Reads the sums of posts from {@code progress}, once for each scrape, and queries from {@code
   * tally} as they are sent.
   *
   * @param postsTakenOn how many posts are on the run's list
   * @param quotaPerSecond queries allowed per second; empty without a limit
   */
  public RunMetrics(
      Supplier<Funnel> progress,
      Tally tally,
      LongSupplier postsTakenOn,
      OptionalDouble quotaPerSecond) {
    this.progress = progress;
    count(Figure.POSTS_READ, Funnel::read);
    count(Figure.METADATA_NEW, Funnel::metadataNew);
    count(Figure.POSTS_LABELLED, Funnel::labelled);
    count(Figure.POSTS_LEFT_FOR_LATER, Funnel::leftForLater);
    for (Reason reason : Reason.values()) {
      counter(Figure.POSTS_FAILED, this, metrics -> metrics.failed(reason))
          .tag("reason", reason.code())
          .register(registry);
    }
    count(tally, Figure.CALLS, Counts::calls);
    count(tally, Figure.RETRIES, Counts::retries);
    count(tally, Figure.THROTTLED, Counts::throttled);
    count(tally, Figure.FAILURES, Counts::failures);
    count(tally, Figure.FROM_LEDGER, Counts::fromLedger);
    Timer latency =
        Timer.builder(name(Figure.REQUEST_LATENCY))
            .description(Figure.REQUEST_LATENCY.meaning())
            .serviceLevelObjectives(LATENCIES)
            .register(registry);
    tally.onLatency(micros -> latency.record(micros, MICROSECONDS));
    Gauge.builder("postlabel_posts_taken_on", postsTakenOn::getAsLong)
        .description("posts on the run's list")
        .register(registry);
    if (quotaPerSecond.isPresent()) {
      Gauge.builder("postlabel_quota_queries_per_second", quotaPerSecond::getAsDouble)
          .description("queries allowed per second")
          .register(registry);
    }
  }

  /** All figures in Prometheus' text format. */
  public String scrape() {
    sums = progress.get();
    return registry.scrape();
  }

  private long failed(Reason reason) {
    return sums.failedByReason().getOrDefault(reason.code(), 0L);
  }

  private void count(Figure figure, ToDoubleFunction<Funnel> value) {
    counter(figure, this, metrics -> value.applyAsDouble(metrics.sums)).register(registry);
  }

  private void count(Tally tally, Figure figure, ToDoubleFunction<Counts> value) {
    counter(figure, tally, counted -> value.applyAsDouble(counted.total())).register(registry);
  }

  private static <T> FunctionCounter.Builder<T> counter(
      Figure figure, T source, ToDoubleFunction<T> value) {
    return FunctionCounter.builder(name(figure), source, value).description(figure.meaning());
  }

  /** Without the unit, which the registry adds. */
  private static String name(Figure figure) {
    return Figure.namespace() + "_" + figure.word();
  }
}
