package org.postlabel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.postlabel.input.ReadPosts;
import org.postlabel.perspective.PerspectiveLabels;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.report.ProgressLine;
import org.postlabel.run.Funnel;
import org.postlabel.run.Run;
import org.postlabel.run.Stop;
import org.postlabel.run.WorkList;
import org.postlabel.scorer.Question;
import org.postlabel.scoring.ScorePosts;
import org.postlabel.worker.FirstCall;
import org.postlabel.worker.Worker;
import org.postlabel.worker.WorkerConfig;
import org.postlabel.worker.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Labels the posts of a run slice by slice, one pipeline after the other. */
final class RunLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

  /** Enough to find a text that is worth asking, even where many are short. */
  private static final int TEXTS_TO_TRY = 200;

  private final RunConfig config;
  private final LabelPostsOptions options;
  private final Run run;
  private final WorkList list;
  private final WorkerConfig workerConfig;

  /** Held over all slices, so that connections and the ledger's writer outlive a pipeline. */
  private final Worker worker;

  RunLoop(RunConfig config, LabelPostsOptions options, Run run) {
    this.config = config;
    this.options = options;
    this.run = run;
    this.list = new WorkList(config.database(), PerspectiveLabels.TABLE.name(), run.id());
    this.workerConfig = config.worker(run.id());
    this.worker = Workers.acquire(workerConfig);
  }

  void stop(Stop reason) {
    worker.stopSign().set(reason);
  }

  /** Why the run ended before its work did; empty when it did not. */
  Optional<Stop> stopped() {
    return worker.stopSign().get();
  }

  /** The word for how it ended, in the table {@code runs}. */
  String status() {
    return stopped()
        .map(stop -> stop.kind() == Stop.Kind.REFUSED ? "refused" : "stopped")
        .orElse("done");
  }

  /** Labels all posts that the run takes on; returns early when it is stopped. */
  Funnel labelAll() throws InterruptedException {
    long posts = list.fill(config.selection());
    sayWhatIsReplaced();
    Funnel funnel = Funnel.EMPTY;
    if (posts > 0) {
      funnel = funnel.plus(firstCall());
    }
    try (ProgressLine progress = ProgressLine.of(posts)) {
      for (long first = 1; first <= posts && stopped().isEmpty(); first += config.sliceSize()) {
        long last = Math.min(posts, first + config.sliceSize() - 1);
        funnel = funnel.plus(label(first, last, funnel, progress));
        run.record(funnel);
      }
    }
    return funnel;
  }

  private void sayWhatIsReplaced() {
    long replaced = list.labelsToReplace();
    if (replaced > 0) {
      LOG.warn(
          "{} posts have labels of another scorer: scoring them again as {} and replacing their"
              + " labels. What was paid for stays in the ledger. --keepOtherScorers leaves labels"
              + " as they are.",
          replaced,
          config.scorer().scorerId());
    }
  }

  private Funnel firstCall() throws InterruptedException {
    List<Question> questions =
        list.firstTexts(TEXTS_TO_TRY).stream()
            .filter(text -> config.texts().objectionTo(text).isEmpty())
            .map(text -> Question.about(new Post("", text, PostMetadata.NONE)))
            .toList();
    return new Funnel(
        0, 0, 0, 0, Map.of(), 0, FirstCall.make(workerConfig, questions, worker.stopSign()));
  }

  private Funnel label(long first, long last, Funnel before, ProgressLine progress)
      throws InterruptedException {
    long metadataMissing = list.withoutMetadata(first, last);
    Pipeline pipeline = Pipeline.create(options);
    LabelPosts.addTo(pipeline, config, run.id(), first, last);
    PipelineResult result;
    try (ProgressWatch watch = new ProgressWatch(progress, list, before, first, last)) {
      result = pipeline.run();
      result.waitUntilFinish();
      watch.look();
    }
    Map<String, Long> byReason = new HashMap<>(list.labelled(first, last));
    Long labelled = byReason.remove(null);
    return new Funnel(
        last - first + 1,
        counter(result, ReadPosts.class, ReadPosts.POSTS_READ),
        metadataMissing - list.withoutMetadata(first, last),
        labelled == null ? 0 : labelled,
        byReason,
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
        .mapToLong(counter -> counter.getAttempted())
        .sum();
  }

  @Override
  public void close() {
    Workers.release(workerConfig);
  }
}
