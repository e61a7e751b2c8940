package org.postlabel.scorer;

import java.util.List;
import java.util.Map;

/** Turns texts into scores through a provider. Thread-safe; one per worker. */
public interface Scorer extends AutoCloseable {
  /**
   * Sends one request and waits for its answer. Each question costs one query of the quota. Never
   * throws for what a provider or a network does.
   *
   * @param questions at least one, at most {@link #maxQuestionsPerRequest()}, with distinct hashes
   * @param onSent is run when the request is handed to the network, on any thread; it is quick
   * @return outcomes by text hash; a hash that is missing was not answered and is asked again
   */
  Map<String, Outcome> score(List<Question> questions, Runnable onSent);

  /** The same for who need not know when the request leaves. */
  default Map<String, Outcome> score(List<Question> questions) {
    return score(questions, () -> {});
  }

  /** How many questions one request may hold now; it may shrink while a run goes on. */
  int maxQuestionsPerRequest();

  /** Gives connections back. */
  @Override
  void close();
}
