package org.postlabel.job;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.postlabel.database.Outage;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;
import org.postlabel.selection.Intake;
import org.postlabel.selection.WorkList;

/**
 * The slices of a run, cut from its list while posts are taken on: a few at once, so that the first
 * query is soon sent, then what a day is enough for, and more when most of that has begun. A
 * cluster gets all of them at once. Thread-safe.
 */
final class SliceQueue {
  private static final long TAKEN_ON_FIRST = 20_000;
  private static final int LOOK_UP_MILLIS = 200;

  private final RunConfig config;
  private final LabelPostsOptions options;
  private final WorkList list;
  private final Intake intake;
  private final LongConsumer progress;
  private final BooleanSupplier isStopped;
  private final Queue<Slice> returned = new ArrayDeque<>();
  private long listed;

  /** As far as this no slice waits for more posts. */
  private long settled;

  private long begun;
  private boolean isComplete;

  /**
   * @param progress told how many posts are on the list, whenever some were added
   */
  SliceQueue(
      RunConfig config,
      LabelPostsOptions options,
      WorkList list,
      LongConsumer progress,
      BooleanSupplier isStopped) {
    this.config = config;
    this.options = options;
    this.list = list;
    this.intake = list.intake(config.selection());
    this.progress = progress;
    this.isStopped = isStopped;
  }

  /** Takes on the first posts, and returns how many; none when there is nothing to do. */
  long takeOnFirst() {
    if (Cluster.takesAllAtOnce(options)) {
      while (!isComplete && !isStopped.getAsBoolean()) {
        takeOn(Long.MAX_VALUE);
      }
    } else {
      takeOn(Math.min(TAKEN_ON_FIRST, config.postsOfADay()));
    }
    return listed;
  }

  /** Takes on the others; returns when all are taken on or the run stops. */
  Void takeOnRest() throws InterruptedException {
    try {
      while (awaitNeed()) {
        takeOn(config.postsOfADay());
      }
      return null;
    } finally {
      complete();
    }
  }

  /** Ends {@link #takeOnRest} soon. */
  void cancel() {
    intake.cancel();
  }

  /** The next slice; waits while posts are taken on. Empty when there is none or the run stops. */
  synchronized Optional<Slice> next() throws InterruptedException {
    while (!isStopped.getAsBoolean()) {
      if (!returned.isEmpty()) {
        return Optional.of(returned.remove());
      }
      // The first is half as long, so that pipelines side by side do not end at the same time.
      long size = begun == 0 ? Math.max(1, size() / 2) : size();
      if (begun < settled || listed - begun >= size) {
        return Optional.of(cut(size));
      }
      if (isComplete) {
        return Optional.empty();
      }
      wait(LOOK_UP_MILLIS);
    }
    return Optional.empty();
  }

  /** A slice that is begun again, or left for the next run. */
  synchronized void giveBack(Slice slice) {
    returned.add(slice);
  }

  /** Posts on the list that are in no slice that was not given back. */
  synchronized long notBegun() {
    return listed - begun + returned.stream().mapToLong(Slice::posts).sum();
  }

  private Slice cut(long size) throws InterruptedException {
    long first = begun + 1;
    long last =
        Cluster.takesAllAtOnce(options)
            ? listed
            : Outage.outlast(
                config.database(),
                () -> list.lastWithin(first, size, config.sliceBytes()),
                isStopped);
    begun = Math.min(last, listed);
    return new Slice(first, begun);
  }

  private long size() {
    return Cluster.sliceSize(options, listed, config);
  }

  /** False when no more are needed. */
  private synchronized boolean awaitNeed() throws InterruptedException {
    while (!isComplete && !isStopped.getAsBoolean() && listed - begun > config.postsOfADay() / 4) {
      wait(LOOK_UP_MILLIS);
    }
    return !isComplete && !isStopped.getAsBoolean();
  }

  private void takeOn(long most) {
    try {
      intake.takeOn(most, this::add);
    } finally {
      settle();
    }
  }

  private synchronized void settle() {
    settled = listed;
    isComplete |= intake.isComplete();
    notifyAll();
  }

  private synchronized void add(long nowListed) {
    listed = nowListed;
    progress.accept(nowListed);
    notifyAll();
  }

  private synchronized void complete() {
    isComplete = true;
    notifyAll();
  }
}
