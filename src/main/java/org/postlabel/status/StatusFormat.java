package org.postlabel.status;

/** How the status is shown. */
public enum StatusFormat {
  TEXT,
  JSON;

  /** The format that the option {@code word} names. */
  public static StatusFormat of(String word) {
    return switch (word) {
      case "text" -> TEXT;
      case "json" -> JSON;
      default -> throw new IllegalArgumentException("--format must be text or json, was " + word);
    };
  }
}
