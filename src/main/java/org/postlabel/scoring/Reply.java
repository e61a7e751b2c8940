package org.postlabel.scoring;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.postlabel.post.Answer;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;

/**
 * The answer to one request.
 *
 * @param sent the attempts that the request held
 * @param byTextHash outcomes; a text that is missing was not answered
 * @param sentNanos when the request was sent, by {@link System#nanoTime}
 * @param isKept whether its answers are kept for good; true when it has none
 */
record Reply(List<Attempt> sent, Map<String, Outcome> byTextHash, long sentNanos, boolean isKept) {
  /** Empty when the text was not answered. */
  Optional<Outcome> outcome(Attempt attempt) {
    return Optional.ofNullable(byTextHash.get(attempt.textHash()));
  }

  /** Those of texts that were answered. */
  List<Outcome> outcomes() {
    return sent.stream().flatMap(attempt -> outcome(attempt).stream()).toList();
  }

  /** What was answered for good, by text hash. */
  Map<String, Answer> answers() {
    return answers(byTextHash);
  }

  /** The answers among {@code outcomes}, by text hash. */
  static Map<String, Answer> answers(Map<String, Outcome> outcomes) {
    return outcomes.entrySet().stream()
        .filter(outcome -> outcome.getValue() instanceof Outcome.Answered)
        .collect(
            toMap(Map.Entry::getKey, outcome -> ((Outcome.Answered) outcome.getValue()).answer()));
  }

  /** The tokens that the request used. */
  Usage usage() {
    return outcomes().stream().map(Outcome::usage).reduce(Usage.NONE, Usage::plus);
  }

  /** Whether the provider may charge for tokens of which no answer tells. */
  boolean mayBeCharged() {
    return lacksAnswer(Outcome.TryLater::mayBeCharged);
  }

  /** Whether the provider may have used more tokens than its answer tells, or did not answer. */
  boolean mayHaveUsedMore() {
    return lacksAnswer(later -> true);
  }

  /** Whether a question has no outcome, or one that is {@code such}. */
  private boolean lacksAnswer(Predicate<Outcome.TryLater> such) {
    return outcomes().size() < sent.size()
        || outcomes().stream()
            .anyMatch(outcome -> outcome instanceof Outcome.TryLater later && such.test(later));
  }
}
