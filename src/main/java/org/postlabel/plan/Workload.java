package org.postlabel.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.postlabel.post.Usage;

/**
 * The work of a run.
 *
 * @param posts in the table
 * @param inSample of these, posts in the sample
 * @param alreadyLabelled of these, whose labels stay
 * @param beyondLimit left to a later run by {@code --limit}
 * @param toReplace selected although they have scores, of another scorer
 * @param changedTexts selected although they have a label, which is of another text
 * @param fewerJudgements selected although they have scores, of fewer judgements than are asked for
 * @param invalidByReason selected posts that cannot be scored
 */
public record Workload(
    long posts,
    long inSample,
    long alreadyLabelled,
    long beyondLimit,
    long toReplace,
    long changedTexts,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long fewerJudgements,
    @JsonProperty("invalid") Map<String, Long> invalidByReason,
    @JsonUnwrapped Texts texts) {
  /** Posts that the run selects. */
  @JsonProperty
  public long toLabel() {
    return inSample - alreadyLabelled - beyondLimit;
  }

  /**
   * The texts that can be scored.
   *
   * @param posts that have them
   * @param postsToPayFor of these, whose text has no answer in the ledger; one that is to be judged
   *     several times counts for each judgement that it lacks
   * @param distinct texts
   * @param inLedger of these, to which the ledger has all answers
   * @param toAsk answers that are in no ledger yet: one for each other text, or its judgements
   * @param usageOfPosts estimated tokens of the posts to pay for; none for a provider that counts
   *     none
   */
  public record Texts(
      @JsonProperty("valid") long posts,
      @JsonIgnore long postsToPayFor,
      @JsonProperty("distinctTexts") long distinct,
      @JsonProperty("textsInLedger") long inLedger,
      @JsonIgnore long toAsk,
      @JsonIgnore Usage usageOfPosts) {
    /** Posts whose text another post has too. */
    @JsonProperty
    public long duplicates() {
      return posts - distinct;
    }

    /** Estimated tokens of the texts to send: equal texts are sent once. */
    public Usage usage() {
      return new Usage(
          ofTexts(usageOfPosts.promptTokens()), ofTexts(usageOfPosts.completionTokens()));
    }

    private long ofTexts(long tokensOfPosts) {
      return postsToPayFor == 0 ? 0 : Math.round((double) tokensOfPosts * toAsk / postsToPayFor);
    }
  }
}
