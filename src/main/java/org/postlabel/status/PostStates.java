package org.postlabel.status;

import java.time.Instant;
import java.util.Map;

/**
 * All posts of a database by state.
 *
 * @param posts in the table of posts
 * @param withoutLabel of these, those that have no label
 * @param labelled labels with scores, of whatever posts
 * @param failedByReason labels without scores
 * @param countedAt when that was so
 */
public record PostStates(
    long posts,
    long withoutLabel,
    long labelled,
    Map<String, Long> failedByReason,
    Instant countedAt) {
  public PostStates {
    failedByReason = Map.copyOf(failedByReason);
  }

  /** Labels whose posts are not in the table of posts: gone, or read from elsewhere. */
  public long ofOtherPosts() {
    long failed = failedByReason.values().stream().mapToLong(Long::longValue).sum();
    return labelled + failed - (posts - withoutLabel);
  }
}
