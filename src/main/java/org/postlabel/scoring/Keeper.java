package org.postlabel.scoring;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.postlabel.post.Answer;
import org.postlabel.scorer.Question;

/** Keeps what is paid for. Thread-safe. */
interface Keeper {
  /**
   * Keeps {@code answers} by text hash, before anything else is done with them that may fail. Sets
   * the stop sign when they cannot be kept.
   *
   * @return whether they are kept for good
   */
  boolean keep(Map<String, Answer> answers);

  /**
   * Decides what becomes of a question that failed in all its attempts.
   *
   * @param sentNanos when it was last sent, by {@link System#nanoTime}
   * @return the answer that it gets instead and that is to be kept; empty when it is left for a
   *     later run
   */
  default Optional<Answer> givenUp(Question question, long sentNanos) throws InterruptedException {
    return Optional.empty();
  }

  /** Learns from answers that are kept; may fail. */
  default void learnFrom(Collection<Answer> kept) {}
}
