package org.postlabel.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;

/** Runs a pipeline and checks that every {@link PAssert} in it was evaluated. */
public final class CheckedPipeline {
  private CheckedPipeline() {}

  public static PipelineResult run(Pipeline pipeline) {
    int asserts = PAssert.countAsserts(pipeline);
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(
        count(result, MetricNameFilter.named(PAssert.class, PAssert.SUCCESS_COUNTER)),
        is((long) asserts));
    return result;
  }

  /** The value of the counter {@code word}, summed over all steps. */
  public static long count(PipelineResult result, String word) {
    return count(result, MetricNameFilter.named("postlabel", word));
  }

  private static long count(PipelineResult result, MetricNameFilter name) {
    MetricsFilter filter = MetricsFilter.builder().addNameFilter(name).build();
    return StreamSupport.stream(
            result.metrics().queryMetrics(filter).getCounters().spliterator(), false)
        .mapToLong(counter -> counter.getAttempted())
        .sum();
  }
}
