package org.postlabel.plan;

import java.util.Map;

/**
 * What there is to do for a run.
 *
 * @param posts in the table
 * @param inSample of these, that come into question
 * @param alreadyLabelled of these, whose labels stay
 * @param beyondLimit that a later run would take on
 * @param toReplace that the run takes on although they have scores, of another scorer
 * @param invalidByReason that the run takes on and that cannot be scored
 */
public record Workload(
    long posts,
    long inSample,
    long alreadyLabelled,
    long beyondLimit,
    long toReplace,
    Map<String, Long> invalidByReason,
    Texts texts) {
  public Workload {
    invalidByReason = Map.copyOf(invalidByReason);
  }

  /** Posts that the run takes on. */
  public long toLabel() {
    return inSample - alreadyLabelled - beyondLimit;
  }
}
