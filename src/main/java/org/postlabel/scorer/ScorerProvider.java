package org.postlabel.scorer;

import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a run knows of its scorer before a worker starts it. Travels to workers, so it holds no
 * secret, only where to find one there; equal providers make equal scorers.
 */
public interface ScorerProvider extends Serializable {
  /**
   * Names all that changes an answer: provider, API version, model, attributes, languages. Answers
   * are kept under it, so another id asks every text again.
   */
  String scorerId();

  /**
   * Names whose quota a query counts against, without giving the secret away.
   *
   * @throws IllegalArgumentException when a secret that is needed is not there; the message says
   *     where it was looked for
   */
  String quotaName();

  /** The last day on which the provider answers, in UTC, when it has named one. */
  default Optional<LocalDate> lastDay() {
    return Optional.empty();
  }

  /** The request that would ask {@code question} alone; empty when it cannot be shown. */
  default Optional<RequestPreview> preview(Question question) {
    return Optional.empty();
  }

  /**
   * Starts a scorer on this worker.
   *
   * @param maxRequests how many requests will be in flight at once
   * @param timeout the longest wait for a connection, and for an answer
   */
  Scorer start(int maxRequests, Duration timeout);
}
