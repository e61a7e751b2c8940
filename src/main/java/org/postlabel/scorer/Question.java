package org.postlabel.scorer;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.postlabel.post.Post;

/**
 * A text to score. Its identity is the text's hash: outcomes are paired by it, never by position.
 *
 * @param amendments what the scorer itself asked to change after a first refusal, in words that
 *     only this scorer reads; empty at first
 */
public record Question(String textHash, String text, Set<String> amendments) {
  public Question {
    requireNonNull(textHash, "textHash");
    requireNonNull(text, "text");
    amendments = Set.copyOf(amendments);
  }

  public static Question about(Post post) {
    return new Question(post.textHash(), post.text(), Set.of());
  }

  public static Question about(String text) {
    return new Question(Post.textHash(text), text, Set.of());
  }

  /** The same text with other amendments. */
  public Question amended(Set<String> amendments) {
    return new Question(textHash, text, amendments);
  }

  /** Hides the text: posts are not for logs. */
  @Override
  public String toString() {
    return "Question[" + textHash + "]";
  }
}
