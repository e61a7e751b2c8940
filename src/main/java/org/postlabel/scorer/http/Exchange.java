package org.postlabel.scorer.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * A request and its answer. Thread-safe.
 *
 * @param inTime completes when the exchange ends, exceptionally when its limit passes first
 */
record Exchange(CompletableFuture<Boolean> inTime) {
  static Exchange begin(int limitMillis) {
    return new Exchange(new CompletableFuture<Boolean>().orTimeout(limitMillis, MILLISECONDS));
  }

  /** Closes the connection of {@code request} when the limit passes. */
  void cancelLate(Cancellable request) {
    var unused =
        inTime.whenComplete(
            (end, late) -> {
              if (late != null) {
                request.cancel();
              }
            });
  }

  /** Closes the connection as if the limit had passed. */
  void cancel() {
    inTime.completeExceptionally(new TimeoutException());
  }

  /** Ends the exchange; false when its limit has passed. */
  boolean end() {
    inTime.complete(true);
    return !inTime.isCompletedExceptionally();
  }
}
