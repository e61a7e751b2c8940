package org.postlabel.scoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;

/**
 * The answer to one request.
 *
 * @param sent the attempts that the request held
 * @param byTextHash outcomes; a text that is missing was not answered
 * @param sentNanos when the request was sent, by {@link System#nanoTime}
 */
record Reply(List<Attempt> sent, Map<String, Outcome> byTextHash, long sentNanos) {
  /** Empty when the text was not answered. */
  Optional<Outcome> outcome(Attempt attempt) {
    return Optional.ofNullable(byTextHash.get(attempt.textHash()));
  }

  /** Those of texts that were answered. */
  List<Outcome> outcomes() {
    return sent.stream().flatMap(attempt -> outcome(attempt).stream()).toList();
  }

  /** The tokens that the request used. */
  Usage usage() {
    return outcomes().stream().map(Outcome::usage).reduce(Usage.NONE, Usage::plus);
  }
}
