package org.postlabel.scorer;

/** What canaries tell of the provider. The type decides what becomes of the run. */
public sealed interface Verdict {
  /** Calls the method of {@code handler} for this type. */
  <R> R accept(Handler<R> handler);

  /**
   * One method for each type, so that a new type does not compile until every reader handles it.
   */
  interface Handler<R> {
    R fine(Fine verdict);

    R changed(Changed verdict);

    R distrusted(Distrusted verdict);
  }

  /** The run goes on. */
  record Fine() implements Verdict {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.fine(this);
    }
  }

  /**
   * The provider answers differently from the last time: the run logs and records it, and goes on.
   *
   * @param message what has changed, and by how much; no sentence
   */
  record Changed(String message) implements Verdict {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.changed(this);
    }
  }

  /**
   * The provider's answers are of no use: the run stops before it labels a post.
   *
   * @param message one line: what is wrong, and what to do
   */
  record Distrusted(String message) implements Verdict {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.distrusted(this);
    }
  }
}
