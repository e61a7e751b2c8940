package org.postlabel.emulator.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.postlabel.emulator.answer.Answer;

/**
 * The model's answer to a prompt. Exactly one of content and refusal is null; {@code labelledIds}
 * are those that have a valid label in it.
 */
public record Completion(
    String content, String refusal, String finishReason, Set<String> labelledIds) {

  public static Completion of(Labels labels) {
    return new Completion(labels.json(), null, "stop", labels.validIds());
  }

  public static Completion refused() {
    return new Completion(null, "I'm sorry, I can't help with that.", "stop", Set.of());
  }

  public static Completion filtered() {
    return new Completion("", null, "content_filter", Set.of());
  }

  /** The same labels in an answer that is not JSON. */
  public Completion broken(Random random) {
    String broken =
        switch (random.nextInt(3)) {
          case 0 -> content.substring(0, content.length() / 2);
          case 1 ->
              "Sure! Here you are:\n\n"
                  + content.substring(0, content.length() - 2)
                  + "\n\nAs you asked, {id} is each post's.";
          default -> "All of these posts look quite ordinary to me.";
        };
    return new Completion(broken, null, finishReason, Set.of());
  }

  /** Its beginning, at most so many tokens. */
  public Completion within(int mostTokens) {
    if (tokens() <= mostTokens) {
      return this;
    }
    String start = Tokens.first(said(), mostTokens);
    return refusal == null
        ? new Completion(start, null, "length", Set.of())
        : new Completion(null, start, "length", Set.of());
  }

  public int tokens() {
    return Tokens.of(said());
  }

  public Answer answerTo(ChatRequest request, long call) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "chatcmpl-emulated-" + call)
            .put("object", "chat.completion")
            .put("created", Instant.now().getEpochSecond())
            .put("model", request.model());
    ObjectNode choice = document.putArray("choices").addObject().put("index", 0);
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", content)
        .put("refusal", refusal);
    choice.put("finish_reason", finishReason);
    document
        .putObject("usage")
        .put("prompt_tokens", request.promptTokens())
        .put("completion_tokens", tokens())
        .put("total_tokens", request.promptTokens() + tokens());
    return Answer.json(200, document);
  }

  private String said() {
    return refusal == null ? content : refusal;
  }
}
