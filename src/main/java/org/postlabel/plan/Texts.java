package org.postlabel.plan;

import org.postlabel.post.Usage;

/**
 * The texts that can be scored.
 *
 * @param posts that have them
 * @param postsToPayFor of these, whose text has no answer in the ledger
 * @param distinct texts
 * @param inLedger of these, to which the ledger has an answer
 * @param usageOfPosts about the tokens of the posts to pay for, where somebody counts them
 */
public record Texts(
    long posts, long postsToPayFor, long distinct, long inLedger, Usage usageOfPosts) {
  /** Posts whose text another post has too. */
  public long duplicates() {
    return posts - distinct;
  }

  /** Those to which there is no answer yet. */
  public long toAsk() {
    return distinct - inLedger;
  }

  /** About the tokens of the texts to ask: equal texts are asked once. */
  public Usage usage() {
    return new Usage(
        ofTexts(usageOfPosts.promptTokens()), ofTexts(usageOfPosts.completionTokens()));
  }

  private long ofTexts(long tokensOfPosts) {
    return postsToPayFor == 0 ? 0 : Math.round((double) tokensOfPosts * toAsk() / postsToPayFor);
  }
}
