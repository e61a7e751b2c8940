package org.postlabel.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postlabel.database.Outage;
import org.postlabel.metrics.Counts;
import org.postlabel.metrics.RunMetrics;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;
import org.postlabel.report.ProgressLine;
import org.postlabel.run.Funnel;
import org.postlabel.run.Run;
import org.postlabel.run.Stop;
import org.postlabel.run.TokensSpent;
import org.postlabel.scoring.Worker;
import org.postlabel.scoring.WorkerConfig;
import org.postlabel.scoring.Workers;
import org.postlabel.selection.WorkList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels the posts of a run slice by slice. Two pipelines run side by side: while one starts or
 * ends, the other keeps the quota in use.
 */
public final class RunLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

  private static final int PIPELINES = 2;

  /** How often the sums of slices under way go to the run's row. */
  private static final long KEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final RunConfig config;
  private final Run run;
  private final WorkList list;
  private final SliceRun sliceRun;
  private final WorkerConfig workerConfig;

  /** Held over all slices, so that connections and the ledger's writer outlive a pipeline. */
  private final Worker worker;

  private final Queue<Slice> slices = new ConcurrentLinkedQueue<>();
  private final Set<Slice> underWay = ConcurrentHashMap.newKeySet();
  private Funnel funnel = Funnel.EMPTY;
  private volatile long posts;

  /** Texts that were answered before the first slice; its posts count them again. */
  private long answeredFirst;

  private Optional<String> canaries = Optional.empty();
  private long lastKeptNanos = System.nanoTime();

  public RunLoop(RunConfig config, LabelPostsOptions options, Run run) {
    this.config = config;
    this.run = run;
    this.list = new WorkList(config.database(), config.posts(), config.labels().name(), run.id());
    this.sliceRun = new SliceRun(config, options, list, run.id(), this::isDatabaseLost);
    this.workerConfig = config.worker(run.id());
    this.worker = Workers.acquire(workerConfig);
  }

  public void stop(Stop reason) {
    worker.stopSign().set(reason);
  }

  /** Why the run ended before its work did; empty when it did not. */
  public Optional<Stop> stopped() {
    return worker.stopSign().get();
  }

  /** The word for how it ended, in the table {@code runs}. */
  public String status() {
    return stopped().map(stop -> stop.kind().status()).orElse("done");
  }

  /**
   * The sums of all slices so far. A pipeline that failed took its counters with it, so this JVM's
   * worker is asked as well: it knows of every call that it made.
   */
  public synchronized Funnel funnel() {
    Counts ours = worker.tally().total();
    return funnel.withCalls(
        funnel
            .calls()
            .orAtLeast(
                new Funnel.Calls(
                    ours.calls(), ours.retries(), ours.throttled(), ours.fromLedger())));
  }

  /** Posts on the run's list that no pipeline has taken up; they are left for the next run. */
  public long notBegun() {
    return slices.stream().mapToLong(Slice::posts).sum();
  }

  /** What came of the canaries, for people; empty when they were not asked. */
  public Optional<String> canaries() {
    return canaries;
  }

  private boolean isDatabaseLost() {
    return stopped().filter(stop -> stop.kind() == Stop.Kind.DATABASE).isPresent();
  }

  /** What was used of a provider that counts tokens; nothing when the database is unavailable. */
  public TokensSpent tokens() {
    return isDatabaseLost() ? TokensSpent.NONE : TokensSpent.of(config.database(), run.id());
  }

  /** The figures of this run. */
  public RunMetrics metrics() {
    return new RunMetrics(
        this::progress,
        worker.tally(),
        () -> posts,
        config.workerTemplate().pace().queriesPerSecond());
  }

  /** Labels all posts that the run takes on; returns early when it is stopped. */
  public void labelAll() throws InterruptedException, ExecutionException {
    posts = list.fill(config.selection());
    sayWhatIsReplaced();
    if (posts > 0) {
      add(open());
      answeredFirst = worker.tally().answered();
    }
    slices.addAll(Slice.cut(posts, config.sliceSizeInForce()));
    ExecutorService pipelines = Executors.newFixedThreadPool(PIPELINES);
    try (ProgressWatch watch =
        new ProgressWatch(ProgressLine.of(posts), this::progress, this::comeThrough)) {
      watch.start();
      List<Future<?>> lanes = new ArrayList<>();
      for (int lane = 0; lane < PIPELINES; lane++) {
        lanes.add(pipelines.submit(this::labelSlices));
      }
      for (Future<?> lane : lanes) {
        lane.get();
      }
    } finally {
      pipelines.shutdownNow();
    }
  }

  private Void labelSlices() throws InterruptedException {
    Slice slice;
    while (stopped().isEmpty() && (slice = slices.poll()) != null) {
      underWay.add(slice);
      try {
        finish(slice, sliceRun.label(slice));
      } catch (RuntimeException e) {
        if (!Outage.isBehind(e)) {
          throw e;
        }
        slices.add(slice); // Nobody can tell how far it came: it counts as not begun.
        stop(new Stop(Stop.Kind.DATABASE, Outage.message(e)));
      } finally {
        underWay.remove(slice);
      }
    }
    return null;
  }

  private synchronized void finish(Slice slice, Funnel labelled) {
    underWay.remove(slice);
    add(labelled);
  }

  /** Sums that cannot be kept now are kept with the next ones. */
  private synchronized void add(Funnel part) {
    funnel = funnel.plus(part);
    try {
      run.record(funnel());
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
    }
  }

  /**
   * Ends the run in the database; when that is unavailable, the run stays as it is, and the next
   * one marks it as died.
   */
  public void finish(String status) throws InterruptedException {
    Supplier<Void> end =
        () -> {
          run.record(funnel());
          run.finish(status);
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

  /** The sums so far, with what the slices under way have labelled. */
  private Funnel progress() {
    Funnel finished;
    List<Slice> open;
    synchronized (this) {
      finished = funnel;
      open = List.copyOf(underWay);
    }
    Funnel sums = finished;
    for (Slice slice : open) {
      sums = sums.plus(Funnel.of(list.labelled(slice.first(), slice.last())));
    }
    keep(sums, finished);
    return sums;
  }

  /**
   * Posts that are labelled or failed, and those that will be when their slice ends, since this
   * JVM's worker has their answers; of posts with one text it counts the first.
   */
  private long comeThrough(Funnel sums) {
    return Math.max(sums.done(), Math.min(posts, worker.tally().answered() - answeredFirst));
  }

  /** For whoever reads the run's row; when a slice has ended since, newer sums are there. */
  private synchronized void keep(Funnel sums, Funnel finished) {
    long now = System.nanoTime();
    if (finished.equals(funnel) && now - lastKeptNanos >= KEEP_EVERY_NANOS) {
      lastKeptNanos = now;
      run.record(sums);
    }
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

  private Funnel open() throws InterruptedException, ExecutionException {
    canaries = new Opening(config, list, worker).make(posts);
    Counts counts = worker.tally().take();
    return new Funnel(
        0,
        0,
        0,
        0,
        Map.of(),
        0,
        new Funnel.Calls(
            counts.calls(), counts.retries(), counts.throttled(), counts.fromLedger()));
  }

  @Override
  public void close() {
    Workers.release(workerConfig);
  }
}
