package org.postlabel.scorer;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.postlabel.post.Post;

/**
 * A text to score. Its identity is the text's hash: outcomes are paired by it, never by position.
 * The questions of one request ask for the same judgement.
 *
 * @param amendments what the scorer itself asked to change after a first refusal, in words that
 *     only this scorer reads; empty at first
 * @param judgement which judgement of the text is asked for, from 1
 */
public record Question(String textHash, String text, Set<String> amendments, int judgement) {
  public Question {
    requireNonNull(textHash, "textHash");
    requireNonNull(text, "text");
    amendments = Set.copyOf(amendments);
    if (judgement < 1) {
      throw new IllegalArgumentException("judgements are numbered from 1");
    }
  }

  /** Asks for the first judgement. */
  public Question(String textHash, String text, Set<String> amendments) {
    this(textHash, text, amendments, 1);
  }

  public static Question about(Post post) {
    return new Question(post.textHash(), post.text(), Set.of());
  }

  public static Question about(String text) {
    return new Question(Post.textHash(text), text, Set.of());
  }

  /** The same text with other amendments. */
  public Question amended(Set<String> amendments) {
    return new Question(textHash, text, amendments, judgement);
  }

  /** The same text, asked for another judgement. */
  public Question ofJudgement(int number) {
    return new Question(textHash, text, amendments, number);
  }

  /** Hides the text: posts are not for logs. */
  @Override
  public String toString() {
    return "Question[" + textHash + "]";
  }
}
