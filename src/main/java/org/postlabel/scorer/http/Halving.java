package org.postlabel.scorer.http;

import java.util.Set;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;

/**
 * Asks for the texts of a request that failed as a whole again in requests half as large, at last
 * alone: a text that makes requests fail costs the texts beside it nothing but the repetition. Its
 * limit is an amendment of a question.
 */
public final class Halving {
  private static final String TOGETHER = "together=";

  private Halving() {}

  /** How many questions a request may hold that holds {@code question}. */
  public static int maxTogether(Question question, int usually) {
    return question.amendments().stream()
        .filter(word -> word.startsWith(TOGETHER))
        .mapToInt(word -> Integer.parseInt(word.substring(TOGETHER.length())))
        .map(limit -> Math.min(limit, usually))
        .findFirst()
        .orElse(usually);
  }

  /** The amendment of a question whose request may hold {@code limit} questions. */
  public static String atMost(int limit) {
    return TOGETHER + limit;
  }

  /**
   * The outcome of each question of a request that failed.
   *
   * @param together how many questions it held
   * @param alone the outcome where it held one
   */
  public static Outcome after(int together, Outcome alone) {
    return together > 1 ? new Outcome.AskAgain(Set.of(atMost((together + 1) / 2))) : alone;
  }
}
