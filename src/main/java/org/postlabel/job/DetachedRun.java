package org.postlabel.job;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.Pipeline;
import org.postlabel.database.Outage;
import org.postlabel.options.ExitCode;
import org.postlabel.pipeline.FinishRun;
import org.postlabel.pipeline.LabelPosts;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;
import org.postlabel.run.Funnel;
import org.postlabel.run.Run;
import org.postlabel.run.RunInProgressException;
import org.postlabel.run.RunRow;
import org.postlabel.run.Stop;
import org.postlabel.run.StopSign;
import org.postlabel.scoring.Worker;
import org.postlabel.scoring.WorkerConfig;
import org.postlabel.scoring.Workers;
import org.postlabel.selection.WorkList;

/**
 * A run that is submitted to a cluster: one pipeline for the whole list, whose last step ends the
 * run. This process asks the first text and the canaries before it submits, so that a wrong key or
 * a provider that cannot be trusted costs a few queries. No process waits for the run afterwards;
 * its progress is read from the database.
 */
public final class DetachedRun {
  private final RunConfig config;
  private final LabelPostsOptions options;
  private final Run run;
  private final WorkList list;

  private DetachedRun(RunConfig config, LabelPostsOptions options, Run run) {
    this.config = config;
    this.options = options;
    this.run = run;
    this.list = new WorkList(config.database(), config.posts(), config.labels().name(), run.id());
  }

  /** Begins a run and submits it, or ends it when there is nothing to do or the opening fails. */
  public static ExitCode submit(RunConfig config, LabelPostsOptions options)
      throws RunInProgressException, InterruptedException, ExecutionException {
    RunConfig prepared = RunStart.prepare(config);
    try (Run run = RunStart.begin(prepared, options)) {
      return new DetachedRun(prepared, options, run).submit();
    }
  }

  private ExitCode submit() throws InterruptedException, ExecutionException {
    String status = Stop.Kind.FAILED.status();
    boolean isSubmitted = false;
    try {
      long posts = run.start(this::takeOn);
      Optional<Stop> stopped = posts == 0 ? Optional.empty() : open(posts);
      if (posts == 0 || stopped.isPresent()) {
        status = Funnel.EMPTY.status(stopped);
        stopped.ifPresent(stop -> System.err.println("postlabel: " + stop.message()));
        return stopped.map(DetachedRun::exitCode).orElse(ExitCode.DONE);
      }
      start(posts);
      isSubmitted = true;
      return ExitCode.DONE;
    } finally {
      run.close();
      if (isSubmitted) {
        new RunRow(config.database(), run.id())
            .awaitOn(Cluster.of(options).orElse("none"), AwaitedJobs.START);
      } else {
        run.record(Funnel.EMPTY);
        run.finish(status);
      }
    }
  }

  /** How a command ends whose run was stopped. */
  public static ExitCode exitCode(Stop stop) {
    return switch (stop.kind()) {
      case REFUSED -> ExitCode.REFUSED;
      case DISTRUSTED -> ExitCode.DISTRUSTED;
      case FAILED -> ExitCode.FAILED;
      case ASKED, OUTAGE, DATABASE, LOST -> ExitCode.RUN_AGAIN;
    };
  }

  private long takeOn() {
    RunStart.settleEarlier(config, run);
    return list.fill(config.selection());
  }

  /** Why the run stops before it is submitted, when it does. */
  private Optional<Stop> open(long posts) throws InterruptedException, ExecutionException {
    WorkerConfig workerConfig = config.worker(run.id());
    Worker worker = run.start(() -> Workers.acquire(workerConfig));
    try {
      new Opening(config, list, worker).make(posts).ifPresent(System.out::println);
      return worker.stopSign().get();
    } finally {
      Workers.release(workerConfig);
    }
  }

  private void start(long posts) {
    try {
      pipeline(posts).run();
    } catch (RuntimeException e) {
      recordFailure(e);
      throw e;
    }
    System.out.printf(
        Locale.ROOT,
        "Submitted run %s with %,d posts. './pipeline status' shows its progress; './pipeline"
            + " report --run=%s' writes its report when it has ended.%n",
        run.id(),
        posts,
        run.id());
  }

  private void recordFailure(RuntimeException error) {
    try (StopSign stopSign = new StopSign(config.database(), run.id())) {
      stopSign.set(
          new Stop(
              Stop.Kind.FAILED,
              "the job could not be submitted (%s)".formatted(Outage.cause(error))));
    }
  }

  private Pipeline pipeline(long posts) {
    Pipeline pipeline = Pipeline.create(options);
    LabelPosts.Ending ending = LabelPosts.addTo(pipeline, config, run.id(), new Slice(1, posts));
    ending
        .written()
        .apply(
            "FinishRun",
            FinishRun.of(
                new FinishRun.DetachedList(
                    config.database(),
                    config.posts(),
                    config.labels(),
                    run.id(),
                    posts,
                    list.withoutMetadata(1, posts)),
                ending));
    return pipeline;
  }
}
