package org.postlabel.scorer.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.post.Reason;
import org.postlabel.post.Usage;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.llm.codebook.AnswerForm;

/** An answer of chat completions, of which nothing is taken for granted. */
record Completion(JsonNode reply) {
  private static final Pattern FENCED =
      Pattern.compile("\\A\\s*```(?:json)?\\s*\\n(.*)\\n\\s*```\\s*\\z", Pattern.DOTALL);

  /** Empty when {@code reply} is no chat completion. */
  static Optional<Completion> of(JsonNode reply) {
    return reply.path("choices").path(0).path("message").isObject()
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
    String finish = reply.path("choices").path(0).path("finish_reason").asText("");
    if (finish.equals("content_filter")) {
      return Optional.of(Reason.CONTENT_FILTERED);
    }
    if (!message().path("refusal").asText("").isBlank()) {
      return Optional.of(Reason.REFUSED_BY_MODEL);
    }
    return labels().isArray() ? Optional.empty() : Optional.of(Reason.INVALID_ANSWER);
  }

  String content() {
    return message().path("content").asText("");
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

  private JsonNode labels() {
    Matcher fenced = FENCED.matcher(content());
    return HttpReply.json(fenced.matches() ? fenced.group(1) : content()).path("labels");
  }

  private JsonNode message() {
    return reply.path("choices").path(0).path("message");
  }
}
