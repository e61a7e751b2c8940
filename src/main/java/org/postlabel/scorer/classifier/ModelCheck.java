package org.postlabel.scorer.classifier;

import static java.time.temporal.ChronoUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.ServiceClient;

/**
 * Asks a server that describes itself whether it still serves the model that a run began with:
 * before the first request of a worker, after a request that failed, and every minute. Scores of
 * another model must not get this scorer's ID. Thread-safe: while one thread asks, others wait.
 */
final class ModelCheck {
  static final Duration EVERY = Duration.ofMinutes(1);

  /** How far the clock of a worker that keeps answers may be behind that of the one that asks. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

  private final ServiceClient client;
  private final Classifier classifier;
  private final Duration every;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** The last time at which the model was certainly the right one; none before the first check. */
  private Optional<Instant> lastSeen = Optional.empty();

  private Optional<Outcome> objection = Optional.empty();
  private Instant begun = Instant.MIN;
  private volatile boolean isRequestFailed;

  ModelCheck(ServiceClient client, Classifier classifier, Duration every, InstantSource clock) {
    this.client = client;
    this.classifier = classifier;
    this.every = every;
    this.clock = clock;
  }

  /** A request failed: the server may have been replaced. */
  void requestFailed() {
    isRequestFailed = true;
  }

  /** Why nothing must be sent now; empty when the model is the right one. */
  Optional<Outcome> objection() {
    Instant called = clock.instant();
    oneAtATime.lock();
    try {
      boolean isAskedMeanwhile = begun.isAfter(called);
      if (!isAskedMeanwhile && isDue(called)) {
        begun = clock.instant();
        isRequestFailed = false;
        objection = ask();
        lastSeen = objection.isEmpty() ? Optional.of(begun) : lastSeen;
      }
      return objection;
    } finally {
      oneAtATime.unlock();
    }
  }

  private boolean isDue(Instant now) {
    return isRequestFailed
        || objection.isPresent()
        || lastSeen.isEmpty()
        || !now.isBefore(lastSeen.get().plus(every));
  }

  private Optional<Outcome> ask() {
    try {
      HttpReply reply = client.get(ServedModel.DESCRIPTION);
      JsonNode info = reply.json();
      if (!reply.isSuccess() || !info.path("model_id").isTextual()) {
        return Optional.of(
            Outcome.TryLater.because(
                "HTTP %d without the model's name".formatted(reply.status()),
                reply.retryAfterOrNull()));
      }
      return classifier.model().isDescribedBy(info) ? Optional.empty() : Optional.of(changed(info));
    } catch (IOException e) {
      return Optional.of(Outcome.TryLater.noProvider(ServiceClient.cause(e)));
    }
  }

  private Outcome changed(JsonNode info) {
    String cause =
        "the classifier's server now serves %s@%s, not %s@%s, with which this run began; run again to label with the new one under a scorer ID of its own"
            .formatted(
                info.path("model_id").asText(),
                info.path("model_sha").asText("unknown"),
                classifier.model().name(),
                classifier.model().revision());
    return lastSeen
        .map(seen -> doubtful(cause, seen.minus(CLOCKS_DIFFER)))
        .orElseGet(() -> new Outcome.Distrusted(cause));
  }

  private static Outcome.Distrusted doubtful(String cause, Instant since) {
    return new Outcome.Distrusted(
        "%s. Answers of this run since %s may be of either: they are not used again, and their labels get the reason model_distrusted"
            .formatted(cause, since.truncatedTo(SECONDS)),
        since);
  }
}
