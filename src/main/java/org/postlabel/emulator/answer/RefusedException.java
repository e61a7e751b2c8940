package org.postlabel.emulator.answer;

/** A call that cannot be scored, with the answer that says why. */
public final class RefusedException extends Exception {
  private final transient Answer answer;

  public RefusedException(Answer answer) {
    super("status " + answer.status(), null, false, false);
    this.answer = answer;
  }

  public Answer answer() {
    return answer;
  }
}
