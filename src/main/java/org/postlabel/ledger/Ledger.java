package org.postlabel.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.postlabel.post.Answer;

/** Paid answers of one scorer, by text hash. Thread-safe. */
public interface Ledger extends AutoCloseable {
  /** The answers that are kept for any of {@code textHashes}. */
  Map<String, Answer> find(Collection<String> textHashes);

  /** Whether any text was ever scored: the provider and our configuration are known to work. */
  boolean hasScores();

  /**
   * Keeps {@code answers} for good.
   *
   * @return done when they are committed; failed when they cannot be
   */
  CompletableFuture<Void> keep(Map<String, Answer> answers);

  /** Waits for what is being kept. */
  @Override
  void close();
}
