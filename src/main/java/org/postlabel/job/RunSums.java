package org.postlabel.job;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.postlabel.database.Outage;
import org.postlabel.metrics.Counts;
import org.postlabel.metrics.Tally;
import org.postlabel.pipeline.Slice;
import org.postlabel.run.Funnel;
import org.postlabel.run.Run;
import org.postlabel.selection.WorkList;

/** Sums up what became of a run's posts, and keeps the sums in the run's row. Thread-safe. */
final class RunSums {
  /** How often the sums of slices in progress go to the run's row. */
  private static final long RECORD_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Run run;
  private final WorkList list;
  private final Tally tally;
  private final Set<Slice> inProgress = new HashSet<>();
  private Funnel finished = Funnel.EMPTY;
  private volatile long posts;

  /** Texts that were answered before the first slice; its posts count them again. */
  private long answeredFirst;

  private long lastRecordedNanos = System.nanoTime();

  /**
   * @param tally of this JVM's worker
   */
  RunSums(Run run, WorkList list, Tally tally) {
    this.run = run;
    this.list = list;
    this.tally = tally;
  }

  /** Sets how many posts are on the run's list. */
  void takeOn(long posts) {
    this.posts = posts;
  }

  /** How many posts are on the run's list. */
  long posts() {
    return posts;
  }

  /** Adds the queries that were sent before the first slice. */
  synchronized void addOpening() {
    add(Funnel.EMPTY.withCalls(calls(tally.take())));
    answeredFirst = tally.answered();
  }

  synchronized void begin(Slice slice) {
    inProgress.add(slice);
  }

  /** Adds what became of {@code slice}. */
  synchronized void finish(Slice slice, Funnel labelled) {
    inProgress.remove(slice);
    add(labelled);
  }

  /** {@code slice} failed: its posts are not counted. */
  synchronized void abandon(Slice slice) {
    inProgress.remove(slice);
  }

  /**
   * The sums of all slices that are finished. A pipeline that failed took its counters with it, so
   * the calls are at least those that this JVM's worker has made.
   */
  synchronized Funnel finished() {
    return finished.withCalls(finished.calls().orAtLeast(calls(tally.total())));
  }

  /** The sums so far, with what slices in progress have labelled. */
  Funnel progress() {
    Funnel before;
    List<Slice> open;
    synchronized (this) {
      before = finished;
      open = List.copyOf(inProgress);
    }
    Funnel sums = before;
    for (Slice slice : open) {
      sums = sums.plus(Funnel.of(list.labelled(slice.first(), slice.last())));
    }
    record(sums, before);
    return sums;
  }

  /**
   * Posts that are labelled or failed, and those that will be when their slice ends, since this
   * JVM's worker has their answers; of posts with one text it counts the first.
   */
  long answered(Funnel sums) {
    return Math.max(sums.done(), Math.min(posts, tally.answered() - answeredFirst));
  }

  /** The calls so far, of slices in progress too when this JVM's worker makes them. */
  Funnel.Calls calls(Funnel sums) {
    return sums.calls().orAtLeast(calls(tally.total()));
  }

  /** Sums that cannot be recorded now are recorded with the next ones. */
  private void add(Funnel part) {
    finished = finished.plus(part);
    try {
      run.record(finished());
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
    }
  }

  /** When a slice has ended since {@code before}, newer sums are recorded. */
  private synchronized void record(Funnel sums, Funnel before) {
    long now = System.nanoTime();
    if (before.equals(finished) && now - lastRecordedNanos >= RECORD_EVERY_NANOS) {
      lastRecordedNanos = now;
      run.record(sums);
    }
  }

  private static Funnel.Calls calls(Counts counts) {
    return new Funnel.Calls(
        counts.calls(), counts.retries(), counts.throttled(), counts.fromLedger());
  }
}
