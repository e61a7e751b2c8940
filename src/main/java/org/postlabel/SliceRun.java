package org.postlabel;

import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.postlabel.database.Outage;
import org.postlabel.input.ReadPosts;
import org.postlabel.run.Funnel;
import org.postlabel.run.WorkList;
import org.postlabel.run.WorkList.Labelled;
import org.postlabel.scoring.ScorePosts;

/** Runs the pipeline for one slice and sums up what became of its posts. */
record SliceRun(RunConfig config, LabelPostsOptions options, WorkList list, String runId) {
  /**
   * Returns when the slice's last label is written. A pipeline that lost the database is begun
   * again: what it bought is in the ledger.
   */
  Funnel label(Slice slice) throws InterruptedException {
    long metadataMissing =
        Outage.outlast(config.database(), () -> list.withoutMetadata(slice.first(), slice.last()));
    return Outage.outlast(config.database(), () -> label(slice, metadataMissing));
  }

  private Funnel label(Slice slice, long metadataMissing) {
    Pipeline pipeline = Pipeline.create(options);
    LabelPosts.addTo(pipeline, config, runId, slice);
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    Labelled labelled = list.labelled(slice.first(), slice.last());
    return new Funnel(
        slice.posts(),
        counter(result, ReadPosts.class, ReadPosts.POSTS_READ),
        metadataMissing - list.withoutMetadata(slice.first(), slice.last()),
        labelled.withScores(),
        labelled.withoutScoresByReason(),
        counter(result, ScorePosts.class, ScorePosts.LEFT_FOR_LATER),
        new Funnel.Calls(
            counter(result, ScorePosts.class, ScorePosts.CALLS),
            counter(result, ScorePosts.class, ScorePosts.RETRIES),
            counter(result, ScorePosts.class, ScorePosts.THROTTLED),
            counter(result, ScorePosts.class, ScorePosts.FROM_LEDGER)));
  }

  private static long counter(PipelineResult result, Class<?> step, String name) {
    return StreamSupport.stream(
            result
                .metrics()
                .queryMetrics(
                    MetricsFilter.builder()
                        .addNameFilter(MetricNameFilter.named(step, name))
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
