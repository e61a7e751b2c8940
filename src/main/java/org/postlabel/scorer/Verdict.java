package org.postlabel.scorer;

/** What canaries tell of the provider. The type decides what becomes of the run. */
public sealed interface Verdict {
  /** The run goes on. */
  record Fine() implements Verdict {}

  /**
   * The provider answers differently from the last time: the run says so loudly, keeps it, and goes
   * on.
   *
   * @param message what has changed, and by how much; no sentence
   */
  record Changed(String message) implements Verdict {}

  /**
   * The provider's answers are of no use: the run stops before it labels a post.
   *
   * @param message one line: what is wrong, and what to do
   */
  record Distrusted(String message) implements Verdict {}
}
