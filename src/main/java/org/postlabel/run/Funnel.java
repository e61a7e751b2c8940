package org.postlabel.run;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of the posts that a run took on. What was labelled and failed is counted in the
 * database; what was read and left is counted by the pipeline: that both agree is the proof that no
 * post was lost.
 *
 * @param posts on the run's list
 * @param read by the pipeline
 * @param metadataNew posts whose metadata was not there before
 * @param labelled with scores
 * @param failedByReason without scores, for good
 * @param leftForLater without a label, for the next run
 */
public record Funnel(
    long posts,
    long read,
    long metadataNew,
    long labelled,
    Map<String, Long> failedByReason,
    long leftForLater,
    Calls calls) {
  /** Nothing done yet. */
  public static final Funnel EMPTY = new Funnel(0, 0, 0, 0, Map.of(), 0, Calls.NONE);

  public Funnel {
    failedByReason = Map.copyOf(failedByReason);
  }

  /** Of posts that are under way, only those that have their label. */
  public static Funnel of(Labelled labelled) {
    long posts = labelled.posts();
    return new Funnel(
        posts, posts, 0, labelled.withScores(), labelled.withoutScoresByReason(), 0, Calls.NONE);
  }

  public long failed() {
    return failedByReason.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Labelled or failed. */
  public long done() {
    return labelled + failed();
  }

  /** Whether every post that was read ended in exactly one way, and none was overlooked. */
  public boolean isConserved() {
    return read == posts && labelled + failed() + leftForLater == read;
  }

  /**
   * The word for how a run with these sums has ended, in the table {@code runs}.
   *
   * @param stopped why it ended before its work did, when it did
   */
  public String status(Optional<Stop> stopped) {
    if (stopped.isPresent()) {
      return stopped.get().kind().status();
    }
    if (!isConserved()) {
      return "failed";
    }
    return leftForLater > 0 ? "stopped" : "done";
  }

  /** The same posts and other calls. */
  public Funnel withCalls(Calls other) {
    return new Funnel(posts, read, metadataNew, labelled, failedByReason, leftForLater, other);
  }

  public Funnel plus(Funnel other) {
    Map<String, Long> reasons = new TreeMap<>(failedByReason);
    other.failedByReason.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    return new Funnel(
        posts + other.posts,
        read + other.read,
        metadataNew + other.metadataNew,
        labelled + other.labelled,
        reasons,
        leftForLater + other.leftForLater,
        calls.plus(other.calls));
  }

  /**
   * Queries.
   *
   * @param sent retries included
   * @param retries queries sent again for a text
   * @param throttled queries refused for their number
   * @param fromLedger texts that cost no query, since their answer was there
   */
  public record Calls(long sent, long retries, long throttled, long fromLedger) {
    public static final Calls NONE = new Calls(0, 0, 0, 0);

    /** The greater of each number. */
    public Calls orAtLeast(Calls other) {
      return new Calls(
          Math.max(sent, other.sent),
          Math.max(retries, other.retries),
          Math.max(throttled, other.throttled),
          Math.max(fromLedger, other.fromLedger));
    }

    public Calls plus(Calls other) {
      return new Calls(
          sent + other.sent,
          retries + other.retries,
          throttled + other.throttled,
          fromLedger + other.fromLedger);
    }
  }

  /** Posts with scores, and posts without by reason. */
  public record Labelled(long withScores, Map<String, Long> withoutScoresByReason) {
    public Labelled {
      withoutScoresByReason = Map.copyOf(withoutScoresByReason);
    }

    public long posts() {
      return withScores + withoutScoresByReason.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
