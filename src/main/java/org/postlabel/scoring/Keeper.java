package org.postlabel.scoring;

import java.util.Collection;
import java.util.Map;
import org.postlabel.post.Answer;

/** Keeps what is paid for. Thread-safe. */
interface Keeper {
  /**
   * Keeps {@code answers} by text hash, before anything else is done with them that may fail. Sets
   * the stop sign when they cannot be kept.
   *
   * @return whether they are kept for good
   */
  boolean keep(Map<String, Answer> answers);

  /** Learns from answers that are kept; may fail. */
  default void learnFrom(Collection<Answer> kept) {}
}
