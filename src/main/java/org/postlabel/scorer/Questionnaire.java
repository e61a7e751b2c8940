package org.postlabel.scorer;

import static java.util.Objects.requireNonNull;

import org.postlabel.post.Usage;

/**
 * What a language model is sent for any posts, for people to look at.
 *
 * @param instructions the same for every post
 * @param answerSchema the JSON Schema of an answer
 * @param perPost about the tokens of a post of usual length
 */
public record Questionnaire(String instructions, String answerSchema, Usage perPost) {
  public Questionnaire {
    requireNonNull(instructions, "instructions");
    requireNonNull(answerSchema, "answerSchema");
    requireNonNull(perPost, "perPost");
  }
}
