package org.postlabel.emulator.moderation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.postlabel.emulator.analyze.EmulatedScores;
import org.postlabel.emulator.answer.Answer;

/** The answer to a call: one result for each input, in their order, with invented scores. */
public final class ModerationAnswer {
  /** The thirteen categories of OpenAI's. */
  public static final List<String> OPENAI =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "illicit",
          "illicit/violent",
          "self-harm",
          "self-harm/intent",
          "self-harm/instructions",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");

  /** The eleven categories of Mistral's model 2603. */
  public static final List<String> MISTRAL =
      List.of(
          "sexual",
          "hate_and_discrimination",
          "violence_and_threats",
          "dangerous",
          "criminal",
          "selfharm",
          "health",
          "financial",
          "law",
          "pii",
          "jailbreaking");

  /** Below it a score is the whole number 0, as some services print it. */
  private static final float LEAST = 0.01f;

  private static final float VIOLATED = 0.5f;

  private ModerationAnswer() {}

  /** The score of {@code text} in {@code category}. */
  public static float score(String text, String category) {
    float score = EmulatedScores.of(text).score(category);
    return score < LEAST ? 0 : score;
  }

  /**
   * The answer.
   *
   * @param newCategory one more category that the service does not document; empty for none
   * @param results how many results there are, fewer than inputs when it fails
   */
  public static Answer to(ModerationRequest request, long call, String newCategory, int results) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "modr-emulated-" + call)
            .put("model", request.model());
    ArrayNode array = document.putArray("results");
    request.inputs().stream()
        .limit(results)
        .forEach(text -> add(array.addObject(), request, text, newCategory));
    if (request.isMistrals()) {
      document
          .putObject("usage")
          .put("prompt_tokens", request.tokens())
          .put("total_tokens", request.tokens());
    }
    return Answer.json(200, document);
  }

  private static void add(
      ObjectNode result, ModerationRequest request, String text, String newCategory) {
    List<String> categories = request.isMistrals() ? MISTRAL : OPENAI;
    boolean flagged = categories.stream().anyMatch(category -> score(text, category) >= VIOLATED);
    if (!request.isMistrals()) {
      result.put("flagged", flagged);
    }
    ObjectNode violated = result.putObject("categories");
    ObjectNode scores = result.putObject("category_scores");
    categories.forEach(category -> add(violated, scores, text, category));
    if (!newCategory.isEmpty()) {
      add(violated, scores, text, newCategory);
    }
    if (!request.isMistrals()) {
      ObjectNode types = result.putObject("category_applied_input_types");
      categories.forEach(category -> types.putArray(category).add("text"));
    }
  }

  private static void add(ObjectNode violated, ObjectNode scores, String text, String category) {
    float score = score(text, category);
    violated.put(category, score >= VIOLATED);
    if (score == 0) {
      scores.put(category, 0);
    } else {
      scores.put(category, score);
    }
  }
}
