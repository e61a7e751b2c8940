package org.postlabel.post;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;

/**
 * What a provider said, for good, of one text: scores, or the reason why there are none, or some
 * scores and the reason why the others are missing or why they are to be taken with care. An answer
 * is paid for and kept.
 *
 * @param receiptOrNull what it came from, where the provider says; not there when the answer comes
 *     from the ledger
 */
public record Answer(Scores scores, Reason reasonOrNull, Receipt receiptOrNull)
    implements Serializable {
  public Answer {
    requireNonNull(scores, "scores");
    if (scores.isEmpty() && reasonOrNull == null) {
      throw new IllegalArgumentException("an answer without scores needs a reason");
    }
  }

  /** Without a receipt. */
  public Answer(Scores scores, Reason reasonOrNull) {
    this(scores, reasonOrNull, null);
  }

  /** All scores that were asked for. */
  public static Answer scored(Scores scores) {
    return new Answer(scores, null);
  }

  /** No scores, and why. */
  public static Answer failed(Reason reason) {
    return new Answer(Scores.NONE, requireNonNull(reason, "reason"));
  }

  /** The same, and what it came from. */
  public Answer with(Receipt receipt) {
    return new Answer(scores, reasonOrNull, receipt);
  }

  /** Whether there are scores. */
  public boolean isSuccessful() {
    return !scores.isEmpty();
  }

  /** The tokens that were paid for it. */
  public Usage usage() {
    return receiptOrNull == null ? Usage.NONE : receiptOrNull.usage();
  }

  public Optional<Reason> reason() {
    return Optional.ofNullable(reasonOrNull);
  }
}
