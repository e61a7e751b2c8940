package org.postlabel.scorer.llm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.json.Json;
import org.postlabel.post.Post;
import org.postlabel.scorer.Question;

/**
 * Parses a request before it is sent and checks that it holds the posts that it should: labels of a
 * prompt that lost its posts would look valid. Independent of the code that writes requests.
 */
final class PromptCheck {
  private static final ObjectMapper STRICT =
      Json.mapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private PromptCheck() {}

  /** What is wrong with {@code body} as a request about {@code questions}; empty if nothing is. */
  static Optional<String> objectionTo(byte[] body, List<Question> questions) {
    try {
      JsonNode messages = STRICT.readTree(body).path("messages");
      String first = messages.path(0).path("content").asText();
      // In one message, the posts follow after the last blank line: JSON has none.
      int end = messages.size() == 1 ? Math.max(0, first.lastIndexOf("\n\n")) : first.length();
      if (first.substring(0, end).isBlank()) {
        return Optional.of("holds no instructions");
      }
      String posts =
          messages.size() == 1 ? first.substring(end) : messages.path(1).path("content").asText();
      return objectionTo(STRICT.readTree(posts), questions);
    } catch (IOException e) {
      return Optional.of("is not JSON");
    }
  }

  private static Optional<String> objectionTo(JsonNode document, List<Question> questions) {
    Map<String, String> idByText = new HashMap<>();
    for (JsonNode post : document.path("posts")) {
      idByText.put(post.path("text").asText(), post.path("id").asText());
    }
    for (Question question : questions) {
      String id = idByText.getOrDefault(question.text(), "");
      if (id.isEmpty()) {
        return Optional.of("lacks a post's text");
      }
      if (id.length() <= PostsDocument.ID_PREFIX.length()
          || !(PostsDocument.ID_PREFIX + Post.textHash(question.text())).startsWith(id)) {
        return Optional.of("has a post's text under another id");
      }
    }
    return document.path("posts").size() == questions.size()
        ? Optional.empty()
        : Optional.of("holds other posts than it should");
  }
}
