package org.postlabel.scorer.perspective;

/** How queries are sent. */
public enum RequestMode {
  /** Many queries in one multipart request. */
  BATCH,
  /** Each query in a request of its own, over connections that are kept. */
  SINGLE;

  /** The mode that the option {@code word} names. */
  static RequestMode of(String word) {
    return switch (word) {
      case "batch" -> BATCH;
      case "single" -> SINGLE;
      default ->
          throw new IllegalArgumentException("--requestMode must be batch or single, was " + word);
    };
  }
}
