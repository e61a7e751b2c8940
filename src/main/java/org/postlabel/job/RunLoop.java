package org.postlabel.job;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.postlabel.daemon.DaemonTimer;
import org.postlabel.database.Outage;
import org.postlabel.metrics.RunMetrics;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;
import org.postlabel.report.FunnelText.Remarks;
import org.postlabel.report.ProgressLine;
import org.postlabel.run.Funnel;
import org.postlabel.run.Run;
import org.postlabel.run.Stop;
import org.postlabel.run.TokensSpent;
import org.postlabel.scoring.Worker;
import org.postlabel.scoring.WorkerConfig;
import org.postlabel.scoring.Workers;
import org.postlabel.selection.DistrustedAnswers;
import org.postlabel.selection.Replaced;
import org.postlabel.selection.WorkList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels the posts of a run slice by slice. On this machine two pipelines run side by side: while
 * one starts or ends, the other keeps the quota in use. When one fails, the other begins nothing
 * new, and finishes what it has paid for.
 */
public final class RunLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

  /** For answers in flight after a signal; the rest of ten seconds is for labels and sums. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final RunConfig config;
  private final LabelPostsOptions options;
  private final Run run;
  private final WorkList list;
  private final SliceRun sliceRun;
  private final WorkerConfig workerConfig;

  /** Held over all slices, so that connections and the ledger's writer outlive a pipeline. */
  private final Worker worker;

  private final RunSums sums;
  private final SliceQueue slices;
  private Remarks remarks = Remarks.NONE;
  private Optional<String> canaries = Optional.empty();
  private boolean isLost;

  public RunLoop(RunConfig config, LabelPostsOptions options, Run run) {
    this.config = config;
    this.options = options;
    this.run = run;
    this.list = new WorkList(config.database(), config.posts(), config.labels().name(), run.id());
    this.sliceRun = new SliceRun(config, options, list, run.id(), this::isDatabaseLost);
    this.workerConfig = config.worker(run.id());
    this.worker = Workers.acquire(workerConfig);
    this.sums = new RunSums(run, list, worker.tally());
    this.slices = new SliceQueue(config, options, list, sums::takeOn, worker.stopSign()::isSet);
  }

  /**
   * Stops because of a signal: a run ends within ten seconds of it, whatever its provider does. On
   * a cluster its workers wait for their requests to time out.
   */
  public void stopSoon() {
    worker.stopWithin(PATIENCE, new Stop(Stop.Kind.ASKED, "stopped by a signal; run again"));
    slices.cancel();
  }

  private void stop(Stop reason) {
    worker.stopSign().set(reason);
  }

  /** Why the run ended before its work did; empty when it did not. */
  public Optional<Stop> stopped() {
    return worker.stopSign().get();
  }

  private boolean isDatabaseLost() {
    return stopped().filter(stop -> stop.kind() == Stop.Kind.DATABASE).isPresent();
  }

  /** The word for how it ended, in the table {@code runs}. */
  public String status() {
    return funnel().status(stopped());
  }

  /** The sums of all slices that are finished, with all calls that this JVM has made. */
  public Funnel funnel() {
    return sums.finished();
  }

  /** Posts on the run's list that no pipeline has finished; they are left for the next run. */
  public long notBegun() {
    return slices.notBegun();
  }

  /** What is remarkable about its labels; nothing when the database is unavailable. */
  public Remarks remarks() {
    return remarks;
  }

  /** Whether an emulator answered this JVM's worker. */
  public boolean isEmulated() {
    return worker.isEmulated();
  }

  /** The result of the canaries, for people; empty when they were not asked. */
  public Optional<String> canaries() {
    return canaries;
  }

  /** What was used of a provider that counts tokens; nothing when the database is unavailable. */
  public TokensSpent tokens() {
    return isDatabaseLost() ? TokensSpent.NONE : TokensSpent.of(config.database(), run.id());
  }

  /** The figures of this run. */
  public RunMetrics metrics() {
    return new RunMetrics(
        sums::progress,
        worker.tally(),
        sums::posts,
        config.workerTemplate().pace().queriesPerSecond());
  }

  /** Labels all posts that the run takes on; returns early when it is stopped. */
  public void labelAll() throws InterruptedException, ExecutionException {
    long posts = run.start(this::takeOnFirst);
    if (posts > 0) {
      canaries = new Opening(config, list, worker).make(posts);
      sums.addOpening();
    }
    int pipelinesAtOnce = Cluster.pipelinesAtOnce(options);
    ExecutorService pipelines = Executors.newFixedThreadPool(pipelinesAtOnce);
    ExecutorService intake =
        Executors.newSingleThreadExecutor(DaemonTimer.threads("postlabel-intake"));
    Future<?> takingOn = intake.submit(this::takeOnRest);
    ProgressWatch watch = new ProgressWatch(ProgressLine.of(posts), sums);
    try (watch) {
      // All lanes end by themselves: the first that fails stops the others.
      List<Future<Void>> lanes =
          pipelines.invokeAll(Collections.nCopies(pipelinesAtOnce, this::labelSlices));
      throwFirstFailure(lanes);
    } finally {
      pipelines.shutdownNow();
      slices.cancel();
      intake.shutdown();
    }
    takingOn.get();
    if (!isDatabaseLost()) {
      remarks = new Remarks(list.labelsToReplace(Replaced.CHANGED_TEXT), list.labelledWithReason());
    }
  }

  private long takeOnFirst() {
    RunStart.settleEarlier(config, run);
    return slices.takeOnFirst();
  }

  private static void throwFirstFailure(List<Future<Void>> lanes)
      throws InterruptedException, ExecutionException {
    ExecutionException first = null;
    for (Future<Void> lane : lanes) {
      try {
        lane.get();
      } catch (ExecutionException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private Void takeOnRest() throws InterruptedException {
    try {
      return slices.takeOnRest();
    } catch (RuntimeException e) {
      stopAfter(e);
      return null;
    }
  }

  private Void labelSlices() throws InterruptedException {
    try {
      Optional<Slice> slice = slices.next();
      while (slice.isPresent()) {
        label(slice.get());
        slice = slices.next();
      }
    } catch (RuntimeException e) {
      stopAfter(e);
    }
    return null;
  }

  private void label(Slice slice) throws InterruptedException {
    sums.begin(slice);
    try {
      Funnel labelled = sliceRun.label(slice);
      if (run.isOwned()) {
        sums.finish(slice, labelled);
      } else {
        slices.giveBack(slice); // Its list may have been gone before it was counted.
        worker.stopSign().setLost();
      }
    } catch (RuntimeException e) {
      try {
        stopAfter(e);
      } finally {
        slices.giveBack(slice); // How far it came is not known: it counts as not begun.
      }
    } finally {
      sums.abandon(slice);
    }
  }

  /** Stops the run after {@code error}, which is thrown unless the database is unavailable. */
  private void stopAfter(RuntimeException error) {
    if (Outage.isBehind(error)) {
      stop(new Stop(Stop.Kind.DATABASE, Outage.message(error)));
      return;
    }
    String message = "a pipeline failed (%s)".formatted(Outage.cause(error));
    if (stopped().isEmpty()) {
      LOG.error("Stopping: {}. No new requests; answers in flight are kept.", message);
    }
    stop(new Stop(Stop.Kind.FAILED, message));
    throw error;
  }

  /** Whether another run took this one for dead: then no sum of it is complete. */
  public boolean isLost() {
    return isLost || stopped().filter(stop -> stop.kind() == Stop.Kind.LOST).isPresent();
  }

  /**
   * Ends the run in the database; when that is unavailable, the run stays as it is, and the next
   * one marks it as died.
   */
  public void finish(String status) throws InterruptedException {
    Supplier<Void> end =
        () -> {
          long distrusted = DistrustedAnswers.mark(config.database(), config.labels(), run.id());
          if (distrusted > 0) {
            LOG.warn(
                "{} labels of this run are marked model_distrusted: the next run scores their"
                    + " posts again.",
                distrusted);
          }
          run.record(funnel());
          isLost = !run.finish(status);
          return null;
        };
    try {
      Outage.outlast(config.database(), end, this::isDatabaseLost);
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      config.database().failFast();
      LOG.warn("Could not record the end of the run; the next run will mark it as died.");
    }
  }

  @Override
  public void close() {
    Workers.release(workerConfig);
  }
}
