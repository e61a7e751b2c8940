package org.postlabel.scorer;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postlabel.post.Answer;
import org.postlabel.post.Usage;
import org.postlabel.post.WiderScorer;

/**
 * What a run knows of its scorer before a worker starts it. Travels to workers, so it holds no
 * secret, only where to find one there; equal providers make equal scorers.
 */
public interface ScorerProvider extends Serializable {
  /**
   * Names all that changes an answer: provider, API version, model, attributes, languages. Answers
   * are kept under it, so with another id every text is sent again.
   */
  String scorerId();

  /**
   * Names the quota that a query counts against, without revealing the key.
   *
   * @throws IllegalArgumentException when a secret that is needed is not there; the message says
   *     where it was looked for
   */
  String quotaName();

  /**
   * The scorer of the same provider that asks for all that this one asks for, and more, if there is
   * one: its labels stay, and its answers are not paid for again.
   */
  default Optional<WiderScorer> wider() {
    return Optional.empty();
  }

  /** The request that would ask {@code question} alone; empty when it cannot be shown. */
  default Optional<RequestPreview> preview(Question question) {
    return Optional.empty();
  }

  /** Texts that show whether the provider still answers as it did; empty when it has none. */
  default Optional<Canaries> canaries() {
    return Optional.empty();
  }

  /**
   * A text that the provider answers whenever it answers at all; no user's post. It is asked when a
   * call fails, to tell whether the provider or the text is at fault.
   */
  default String harmlessText() {
    return canaries()
        .map(canaries -> canaries.texts().get(0))
        .orElse("Thank you for your help, and have a good day.");
  }

  /** The share of answers whose collapse stops a run; empty when there is none. */
  default Optional<WatchedShare> watchedShare() {
    return Optional.empty();
  }

  /** How many times each text is asked, 1 or more; each time is paid for and kept by its number. */
  default int judgements() {
    return 1;
  }

  /**
   * What several judgements of one text say together.
   *
   * @param judgements all of them, with scores, in the order of their numbers
   */
  default Answer combined(List<Answer> judgements) {
    throw new UnsupportedOperationException("each text is asked once");
  }

  /** How many texts a query of the quota holds at most. */
  default int textsPerQuery() {
    return 1;
  }

  /** Queries that so many texts cost when each is sent once. */
  default long queriesFor(long texts) {
    return (texts + textsPerQuery() - 1) / textsPerQuery();
  }

  /** About what {@code text} adds to the tokens of its query; none where tokens are not counted. */
  default Usage expectedUsage(String text) {
    return Usage.NONE;
  }

  /** About the tokens of a query without any text; none where tokens are not counted. */
  default Usage expectedUsageOfQuery() {
    return Usage.NONE;
  }

  /**
   * Starts a scorer on this worker.
   *
   * @param maxRequests how many requests will be in flight at once
   * @param timeout the longest time for a request, from connecting to the last byte of the answer
   */
  Scorer start(int maxRequests, Duration timeout);
}
