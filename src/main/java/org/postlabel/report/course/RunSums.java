package org.postlabel.report.course;

import org.postlabel.post.Usage;

/**
 * The sums of a run as its row in {@code runs} keeps them.
 *
 * @param posts on the run's list, as far as it came
 * @param fromLedger texts that cost no query
 * @param calls queries sent, retries included
 * @param usage tokens, those of useless answers included
 * @param costMicros of the tokens, in millionths of the currency that the prices had
 */
public record RunSums(
    long posts,
    long read,
    long metadataNew,
    long labelled,
    long failed,
    long leftForLater,
    long fromLedger,
    long calls,
    long retries,
    Usage usage,
    long costMicros) {
  /** Whether every post that was read ended in exactly one way, and none was overlooked. */
  public boolean isConserved() {
    return read == posts && labelled + failed + leftForLater == read;
  }
}
