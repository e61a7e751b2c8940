package org.postlabel.scorer.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postlabel.post.Reason;
import org.postlabel.post.Usage;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.llm.codebook.AnswerForm;

/** An answer of chat completions, of which nothing is taken for granted. */
record Completion(JsonNode reply) {
  /** The status of an error without one. */
  private static final int FAILED = 502;

  /** Empty when {@code reply} is no chat completion. */
  static Optional<Completion> of(JsonNode reply) {
    return reply.has("choices")
            || reply.hasNonNull("error")
            || reply.path("object").asText().equals("chat.completion")
        ? Optional.of(new Completion(reply))
        : Optional.empty();
  }

  /** The model's name in the answer. */
  Optional<String> model() {
    return Optional.of(reply.path("model").asText("")).filter(name -> !name.isBlank());
  }

  /** Empty when the service reports none. */
  Optional<Usage> usage() {
    JsonNode usage = reply.path("usage");
    long prompt = usage.path("prompt_tokens").asLong(-1);
    long completion = usage.path("completion_tokens").asLong(-1);
    return prompt < 0 || completion < 0
        ? Optional.empty()
        : Optional.of(new Usage(prompt, completion));
  }

  /** Why the answer has no labels at all; empty when it may have some. */
  Optional<Reason> objection() {
    boolean isFiltered =
        finish() == FinishReason.FILTERED || (!message().isObject() && isPromptFiltered());
    if (isFiltered) {
      return Optional.of(Reason.CONTENT_FILTERED);
    }
    if (!message().path("refusal").asText("").isBlank()) {
      return Optional.of(Reason.REFUSED_BY_MODEL);
    }
    return labels().isEmpty() ? Optional.of(Reason.INVALID_ANSWER) : Optional.empty();
  }

  FinishReason finish() {
    return FinishReason.of(choice().path("finish_reason").asText(""));
  }

  /** Azure's and Gemini's words for a prompt that the model did not get. */
  private boolean isPromptFiltered() {
    return reply.findValues("filtered").stream().anyMatch(JsonNode::asBoolean)
        || reply.findValue("blockReason") != null;
  }

  /** The error that an answer holds in the place of a message, as a reply; null if it has none. */
  HttpReply errorOrNull() {
    JsonNode error = reply.hasNonNull("error") ? reply.path("error") : choice().path("error");
    boolean hasError = error.isObject() || error.isTextual();
    if (hasError && documents().isEmpty()) {
      return HttpReply.of(
          status(error),
          JsonNodeFactory.instance.objectNode().set("error", error).toString(),
          null,
          null);
    }
    return finish() == FinishReason.FAILED ? HttpReply.of(FAILED, "", null, null) : null;
  }

  private static int status(JsonNode error) {
    int code = error.path("code").asInt(0);
    if (code >= 400 && code <= 599) {
      return code;
    }
    String words = error.toString().toLowerCase(Locale.ROOT);
    return words.contains("rate_limit") || words.contains("insufficient_quota")
        ? 429
        : words.contains("invalid_request") ? 400 : FAILED;
  }

  String content() {
    return AnswerText.of(message());
  }

  /** Valid labels by id, without ids that have contradictory labels. */
  Map<String, Map<String, Object>> labelById(AnswerForm form) {
    Map<String, Map<String, Object>> labels = new HashMap<>();
    Map<String, JsonNode> all = new HashMap<>();
    for (JsonNode label : labels()) {
      String id = label.path("id").asText("");
      JsonNode earlier = all.putIfAbsent(id, label);
      if (earlier == null) {
        form.values(label).ifPresent(values -> labels.put(id, values));
      } else if (!form.isSame(earlier, label)) {
        labels.remove(id);
      }
    }
    return labels;
  }

  /** Those of all documents: what contradicts itself is none. */
  private List<JsonNode> labels() {
    List<JsonNode> labels = new ArrayList<>();
    documents().forEach(document -> document.path("labels").forEach(labels::add));
    return labels;
  }

  private List<JsonNode> documents() {
    return AnswerText.documents(message());
  }

  private JsonNode message() {
    return choice().path("message");
  }

  private JsonNode choice() {
    return reply.path("choices").path(0);
  }
}
