package org.postlabel.scorer.llm;

import java.util.Set;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Receipt;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.http.Halving;

/**
 * Decides what follows when a prompt returned no label for a post: it is retried in a group half as
 * large, then alone, and after several attempts alone it fails for good. So random failures are
 * retried, and a post that spoils its prompts fails alone.
 */
final class NextTry {
  /**
   * Attempts alone after which a post has failed: where one answer in ten is broken by chance, one
   * post in ten thousand fails by chance.
   */
  static final int TRIES_ALONE = 4;

  private static final Set<Reason> RETRIED =
      Set.of(Reason.INVALID_ANSWER, Reason.REFUSED_BY_MODEL, Reason.CONTENT_FILTERED);

  private static final String ALONE = "alone=";

  private NextTry() {}

  /**
   * The outcome of {@code question}, one of {@code together} in its prompt.
   *
   * @param receipt of its share of the prompt
   */
  static Outcome after(Reason reason, Question question, int together, Receipt receipt) {
    if (together > 1) {
      return new Outcome.AskAgain(Set.of(Halving.atMost((together + 1) / 2)), receipt.usage());
    }
    int tries = 1 + triesAlone(question);
    return tries >= TRIES_ALONE || !RETRIED.contains(reason)
        ? new Outcome.Answered(Answer.failed(reason).with(receipt))
        : new Outcome.AskAgain(Set.of(Halving.atMost(1), ALONE + tries), receipt.usage());
  }

  private static int triesAlone(Question question) {
    return question.amendments().stream()
        .filter(word -> word.startsWith(ALONE))
        .mapToInt(word -> Integer.parseInt(word.substring(ALONE.length())))
        .findFirst()
        .orElse(0);
  }
}
