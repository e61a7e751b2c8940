package org.postlabel.scorer;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.postlabel.post.Usage;

/** Turns texts into scores through a provider. Thread-safe; one per worker. */
public interface Scorer extends AutoCloseable {
  /**
   * Sends one request and waits for its answer. Never throws for what a provider or a network does.
   *
   * @param questions at least one, at most {@link #maxQuestionsPerRequest()}, with distinct hashes
   * @param onSent is run when the request is handed to the network, on any thread; it is quick
   * @return outcomes by text hash; a hash that is missing was not answered and is asked again
   */
  Map<String, Outcome> score(List<Question> questions, Runnable onSent);

  /** The same without a callback. */
  default Map<String, Outcome> score(List<Question> questions) {
    return score(questions, () -> {});
  }

  /** How many questions one request may hold now; it may shrink while a run goes on. */
  int maxQuestionsPerRequest();

  /** How many questions a request may hold that holds {@code question}. */
  default int maxTogether(Question question) {
    return maxQuestionsPerRequest();
  }

  /** Whether a request is one query of the quota, whatever it holds; else each question is one. */
  default boolean isOneQuery() {
    return false;
  }

  /** What a request costs of the quota, in queries. */
  default int queriesFor(int questions) {
    return isOneQuery() ? 1 : questions;
  }

  /** How many questions a request may hold that costs no more than {@code queries}. */
  default int questionsFor(int queries) {
    return isOneQuery() && queries > 0 ? maxQuestionsPerRequest() : queries;
  }

  /** The most tokens that a request may use; none where tokens are not counted. */
  default Usage mostUsage(List<Question> questions) {
    return Usage.NONE;
  }

  /** The limit of tokens a minute that the provider's last answer named; empty if it named none. */
  default OptionalDouble tokensPerMinute() {
    return OptionalDouble.empty();
  }

  /** Whether an answer so far came from an emulator, which says so in its answers. */
  default boolean isEmulated() {
    return false;
  }

  /** Gives connections back, and ends calls that wait for an answer. May be called again. */
  @Override
  void close();
}
