package org.postlabel.scorer.llm;

import java.util.Set;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Receipt;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;

/**
 * What comes after a prompt that brought no label for a post: the same in a group half as large, at
 * last alone, and when that fails again and again, the reason for good. Chance goes away with it,
 * and what a single post does to a prompt hits that post alone.
 */
final class NextTry {
  /**
   * A post alone that fails so often is at fault itself: of answers of which one in ten is broken
   * by chance, one post in ten thousand has so many.
   */
  static final int TRIES_ALONE = 4;

  private static final String TOGETHER = "together=";
  private static final String ALONE = "alone=";

  private NextTry() {}

  /** How many questions a prompt may hold that holds {@code question}. */
  static int maxTogether(Question question, int usually) {
    return Math.min(usually, amendment(TOGETHER, question, usually));
  }

  /**
   * What becomes of {@code question}, which was asked with {@code together - 1} others.
   *
   * @param receipt of its part of the answer
   */
  static Outcome after(Reason reason, Question question, int together, Receipt receipt) {
    if (together > 1) {
      return new Outcome.AskAgain(Set.of(TOGETHER + (together + 1) / 2), receipt.usage());
    }
    int tries = 1 + amendment(ALONE, question, 0);
    boolean isFinal =
        switch (reason) {
          case INVALID_ANSWER, REFUSED_BY_MODEL, CONTENT_FILTERED -> tries >= TRIES_ALONE;
          default -> true;
        };
    return isFinal
        ? new Outcome.Answered(Answer.failed(reason).with(receipt))
        : new Outcome.AskAgain(Set.of(TOGETHER + 1, ALONE + tries), receipt.usage());
  }

  private static int amendment(String name, Question question, int otherwise) {
    return question.amendments().stream()
        .filter(word -> word.startsWith(name))
        .mapToInt(word -> Integer.parseInt(word.substring(name.length())))
        .findFirst()
        .orElse(otherwise);
  }
}
