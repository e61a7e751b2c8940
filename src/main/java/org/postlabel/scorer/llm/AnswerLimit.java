package org.postlabel.scorer.llm;

/**
 * How many tokens an answer may have: the user's number, or as many as its labels may need, and
 * several times that after an answer was cut off, since some models think before they answer.
 * Thread-safe.
 */
final class AnswerLimit {
  private static final int TIMES = 4;

  private final Integer chosenOrNull;
  private volatile boolean isRaised;
  private volatile int most = Integer.MAX_VALUE;

  /**
   * @param chosenOrNull the user's number, which is never raised
   */
  AnswerLimit(Integer chosenOrNull) {
    this.chosenOrNull = chosenOrNull;
  }

  /** The limit of an answer that usually needs no more than {@code usual} tokens. */
  int tokens(int usual) {
    return Math.min(most, chosenOrNull != null ? chosenOrNull : isRaised ? usual * TIMES : usual);
  }

  /**
   * Raises the limit after an answer to {@code sent} tokens was cut off.
   *
   * @return whether the same answer may be longer now
   */
  boolean raise(int sent, int usual) {
    isRaised = chosenOrNull == null;
    return tokens(usual) > sent;
  }

  /** The service allows no more than {@code tokens}. */
  void lowerTo(int tokens) {
    most = Math.min(most, tokens);
  }
}
