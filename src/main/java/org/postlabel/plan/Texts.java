package org.postlabel.plan;

/**
 * The texts that can be scored.
 *
 * @param posts that have them
 * @param postsToPayFor of these, whose text has no answer in the ledger
 * @param distinct texts
 * @param inLedger of these, to which the ledger has an answer
 */
public record Texts(long posts, long postsToPayFor, long distinct, long inLedger) {
  /** Posts whose text another post has too. */
  public long duplicates() {
    return posts - distinct;
  }

  /** One for each text to which there is no answer yet. */
  public long calls() {
    return distinct - inLedger;
  }
}
