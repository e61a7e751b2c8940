package org.postlabel.scorer.llm.codebook;

import static java.util.Locale.ROOT;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postlabel.post.LabelTable.Kind;

/**
 * One thing that a post is asked for.
 *
 * @param name in the prompt and in the answer
 * @param column in the table of labels
 * @param whenOrNull asked only where it is met; null means always
 * @param isRequired whether a post for which it is asked must have a value
 */
public record Attribute(
    String name,
    String column,
    Kind kind,
    Wording wording,
    Condition whenOrNull,
    boolean isRequired)
    implements Serializable {
  public Attribute {
    requireNonNull(name, "name");
    requireNonNull(column, "column");
    requireNonNull(kind, "kind");
    requireNonNull(wording, "wording");
  }

  /** Where it is asked; empty means everywhere. */
  public Optional<Condition> when() {
    return Optional.ofNullable(whenOrNull);
  }

  /** Whether an answer may hold null for it. */
  public boolean isNullable() {
    return whenOrNull != null || !isRequired;
  }

  /**
   * What the model reads of it.
   *
   * @param titleOrNull the heading; null means the name
   * @param noteOrNull what comes after the words or anchors
   * @param meanings the words, or the anchors of a score as they are written, and what each means
   * @param maxWords of a text; 0 for other kinds
   */
  public record Wording(
      String titleOrNull,
      String question,
      String noteOrNull,
      Map<String, String> meanings,
      int maxWords)
      implements Serializable {
    public Wording {
      requireNonNull(question, "question");
      meanings = Collections.unmodifiableMap(new LinkedHashMap<>(meanings));
    }
  }

  /** The heading of its part of the prompt. */
  String heading() {
    String title =
        wording.titleOrNull == null
            ? name.replace('_', ' ').toUpperCase(ROOT)
            : wording.titleOrNull;
    return title + " (" + name + ")";
  }
}
