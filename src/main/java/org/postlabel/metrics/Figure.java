package org.postlabel.metrics;

import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.postlabel.post.Reason;

/** A figure that a run counts. Its names are those of dashboards: they do not change. */
public enum Figure {
  POSTS_READ("posts read", "total"),
  METADATA_NEW("posts whose metadata was not kept before", "total"),
  POSTS_LABELLED("posts with scores", "total"),
  POSTS_FAILED("posts that failed; by reason", "total"),
  POSTS_LEFT_FOR_LATER("posts left for the next run", "total"),
  CALLS("queries sent, retries included", "total"),
  RETRIES("queries for a text that was sent before", "total"),
  THROTTLED("queries answered with 429", "total"),
  FAILURES("queries that failed otherwise and may be retried", "total"),
  FROM_LEDGER("texts answered without a query", "total"),
  REQUEST_LATENCY("time from sending a request to its answer", "seconds"),
  BATCH_SIZE("posts in a batch", null);

  private static final String NAMESPACE = "postlabel";

  private final String meaning;
  private final String unitOrNull;

  Figure(String meaning, String unitOrNull) {
    this.meaning = meaning;
    this.unitOrNull = unitOrNull;
  }

  /** What it counts, in words. */
  public String meaning() {
    return meaning;
  }

  /** Its name in the pipeline, under the namespace {@code postlabel}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its part with {@code reason} in the pipeline. */
  public String word(Reason reason) {
    return word() + "_" + reason.code();
  }

  /** Its name for Prometheus; empty when it is not shown there. */
  public Optional<String> prometheusName() {
    return Optional.ofNullable(unitOrNull).map(unit -> NAMESPACE + "_" + word() + "_" + unit);
  }

  public static String namespace() {
    return NAMESPACE;
  }

  /** Counts in the step that holds it. */
  public Counter counter() {
    return Metrics.counter(NAMESPACE, word());
  }

  Counter counter(Reason reason) {
    return Metrics.counter(NAMESPACE, word(reason));
  }

  /** Measures in the step that holds it; a latency in microseconds. */
  public Distribution distribution() {
    return Metrics.distribution(NAMESPACE, word());
  }
}
