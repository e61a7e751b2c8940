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
  private long sentNanos;
  private int maxTogether = Integer.MAX_VALUE;
  private boolean isTextInDoubt;

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

  /** How many questions a request may hold that holds this one, as far as failures tell. */
  int maxTogether() {
    return maxTogether;
  }

  /** When it was last sent, by {@link System#nanoTime}. */
  long sentNanos() {
    return sentNanos;
  }

  /** Whether the last call failed for this question alone, so that its text may be the reason. */
  boolean isTextInDoubt() {
    return isTextInDoubt;
  }

  void called() {
    calls++;
    sentNanos = System.nanoTime();
    isTextInDoubt = false;
  }

  void throttled() {
    noteFailure();
  }

  /** The call failed for this question and not for others in the request. */
  void failed() {
    noteFailure();
    isTextInDoubt = true;
  }

  /**
   * A request of {@code questions} failed as a whole. One of them may be the reason: from the
   * second time on, and when there would be no further attempt, it is asked in a request half as
   * large.
   */
  void failedTogether(int questions, RetryPolicy retries) {
    noteFailure();
    if (failures > 1 || !mayTryAgain(retries)) {
      split(questions);
    }
  }

  /** Asks in requests half as large as one of {@code questions}, which has as many attempts. */
  void split(int questions) {
    maxTogether = (questions + 1) / 2;
    callsInLargerRequests = calls;
    failures = 0;
  }

  private void noteFailure() {
    failures++;
    if (firstFailureNanos == 0) {
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

  /** It has no further attempt. */
  void giveUp() {
    failures = Integer.MAX_VALUE;
  }

  /** The scorer asks for another attempt, maybe for ever. */
  void askedAgainAlone() {
    isTextInDoubt = true;
  }

  boolean mayTryAgain(RetryPolicy retries) {
    return calls - callsInLargerRequests < retries.maxAttempts()
        && failures < retries.maxAttempts()
        && (firstFailureNanos == 0
            || System.nanoTime() - firstFailureNanos < retries.maxTime().toNanos());
  }
}
