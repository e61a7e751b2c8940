package org.postlabel.options;

/** How a command ended. */
public enum ExitCode {
  /** All done. */
  DONE(0),
  /** Something unforeseen. */
  FAILED(1),
  /** Wrong usage or configuration: nothing was done. */
  USAGE(2),
  /** Done, but some posts have no scores, or some rows could not be imported. */
  INCOMPLETE(3),
  /** The key or the provider refuses us. */
  REFUSED(4),
  /** The prompt, or the provider's answers, cannot be trusted. */
  DISTRUSTED(5),
  /** Scores cannot be mapped to those of another scorer. */
  UNMAPPED(6),
  /** Stopped early: run again. As EX_TEMPFAIL in sysexits.h. */
  RUN_AGAIN(75);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
