package org.postlabel.job;

import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.postlabel.database.Outage;
import org.postlabel.metrics.Figure;
import org.postlabel.pipeline.LabelPosts;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;
import org.postlabel.run.Funnel;
import org.postlabel.run.Funnel.Labelled;
import org.postlabel.selection.WorkList;

/** Runs the pipeline for one slice and sums up what became of its posts. */
record SliceRun(
    RunConfig config,
    LabelPostsOptions options,
    WorkList list,
    String runId,
    BooleanSupplier isDatabaseLost) {
  /**
   * Returns when the slice's last label is written. A pipeline that lost its connection is begun
   * again, since what it paid for is in the ledger, unless the run has given up the database.
   */
  Funnel label(Slice slice) throws InterruptedException {
    long metadataMissing =
        Outage.outlast(
            config.database(),
            () -> list.withoutMetadata(slice.first(), slice.last()),
            isDatabaseLost);
    return Outage.outlast(config.database(), () -> label(slice, metadataMissing), isDatabaseLost);
  }

  private Funnel label(Slice slice, long metadataMissing) {
    Pipeline pipeline = Pipeline.create(options);
    LabelPosts.addTo(pipeline, config, runId, slice);
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    Labelled labelled = list.labelled(slice.first(), slice.last());
    return new Funnel(
        slice.posts(),
        counter(result, Figure.POSTS_READ),
        metadataMissing - list.withoutMetadata(slice.first(), slice.last()),
        labelled.withScores(),
        labelled.withoutScoresByReason(),
        counter(result, Figure.POSTS_LEFT_FOR_LATER),
        new Funnel.Calls(
            counter(result, Figure.CALLS),
            counter(result, Figure.RETRIES),
            counter(result, Figure.THROTTLED),
            counter(result, Figure.FROM_LEDGER)));
  }

  private static long counter(PipelineResult result, Figure figure) {
    return StreamSupport.stream(
            result
                .metrics()
                .queryMetrics(
                    MetricsFilter.builder()
                        .addNameFilter(MetricNameFilter.named(Figure.namespace(), figure.word()))
                        .build())
                .getCounters()
                .spliterator(),
            false)
        .mapToLong(SliceRun::value)
        .sum();
  }

  /** What a runner commits is complete when the pipeline ends; what it attempts may come later. */
  private static long value(MetricResult<Long> counter) {
    Long committed = counter.getCommittedOrNull();
    return committed == null ? counter.getAttempted() : committed;
  }
}
