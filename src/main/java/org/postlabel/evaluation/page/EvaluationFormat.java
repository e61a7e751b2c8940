package org.postlabel.evaluation.page;

/** What an evaluation is written as. */
public enum EvaluationFormat {
  TEXT,
  JSON,
  HTML;

  /** The format that the option {@code word} names. */
  static EvaluationFormat of(String word) {
    return switch (word) {
      case "text" -> TEXT;
      case "json" -> JSON;
      case "html" -> HTML;
      default ->
          throw new IllegalArgumentException("--format must be text, json or html, was " + word);
    };
  }
}
