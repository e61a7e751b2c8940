package org.postlabel.scorer;

/** What canaries tell of the provider, and why, for people. The kind decides about the run. */
public record Verdict(Kind kind, String message) {
  public static final Verdict FINE = new Verdict(Kind.FINE, "");

  public enum Kind {
    /** The run goes on. */
    FINE,
    /** The answers differ from the last time: the run logs and records it, and goes on. */
    CHANGED,
    /** The answers are of no use: the run stops before it labels a post. */
    DISTRUSTED
  }

  /**
   * The provider answers differently from the last time.
   *
   * @param message what has changed, and by how much; no sentence
   */
  public static Verdict changed(String message) {
    return new Verdict(Kind.CHANGED, message);
  }

  /**
   * The provider's answers are of no use.
   *
   * @param message one line: what is wrong, and what to do
   */
  public static Verdict distrusted(String message) {
    return new Verdict(Kind.DISTRUSTED, message);
  }
}
