package org.postlabel.scoring;

import org.postlabel.scorer.Question;

/** A question, and what became of it so far. Not thread-safe. */
final class Attempt {
  private Question question;
  private int calls;

  /** Calls that say nothing of the text, since others in the request may have been at fault. */
  private int callsInLargerRequests;

  private int failures;
  private long firstFailureNanos;

  Attempt(Question question) {
    this.question = question;
  }

  /** As it is to be asked now. */
  Question question() {
    return question;
  }

  String textHash() {
    return question.textHash();
  }

  int calls() {
    return calls;
  }

  int failures() {
    return failures;
  }

  void called() {
    calls++;
  }

  void failed() {
    if (failures++ == 0) {
      firstFailureNanos = System.nanoTime();
    }
  }

  /**
   * Asks {@code amended} from now on.
   *
   * @param isInSmallerRequests whether it fits only into smaller requests than before
   */
  void amend(Question amended, boolean isInSmallerRequests) {
    question = amended;
    if (isInSmallerRequests) {
      callsInLargerRequests = calls;
    }
  }

  void giveUp() {
    failures = Integer.MAX_VALUE;
  }

  boolean mayTryAgain(RetryPolicy retries) {
    return calls - callsInLargerRequests < retries.maxAttempts()
        && failures < retries.maxAttempts()
        && (failures == 0 || System.nanoTime() - firstFailureNanos < retries.maxTime().toNanos());
  }
}
