package org.postlabel.scorer.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postlabel.json.Json;
import org.postlabel.post.Post;

/** The body of a chat completions request. */
record ChatRequest(String model, PreparedCodebook codebook, double temperature) {
  private static final ObjectMapper JSON = Json.mapper();

  private static final int MOST_TOKENS_AROUND_LABELS = 60;

  /** A field that not every service accepts. */
  enum Extra {
    /** The limit of an answer's tokens by its present name. */
    MAX_COMPLETION_TOKENS("max_completion_tokens"),
    /** The same by its earlier name, which many services know alone. */
    MAX_TOKENS("max_tokens"),
    /** Makes the answer conform to our schema. */
    JSON_SCHEMA("JSON Schema"),
    /** Makes the answer some JSON object. */
    JSON_OBJECT("json_object"),
    /** Makes answers as reproducible as possible. */
    TEMPERATURE("temperature"),
    /** Keeps the instructions apart from the posts; else they precede them. */
    SYSTEM_MESSAGE("messages of the role system"),
    /** Makes each judgement of a text another one that can be had again. */
    SEED("seed");

    private final String inWords;

    Extra(String inWords) {
      this.inWords = inWords;
    }

    String inWords() {
      return inWords;
    }

    /** The name under which the limit is sent. */
    static Optional<Extra> limit(Set<Extra> leftOut) {
      return first(leftOut, MAX_COMPLETION_TOKENS, MAX_TOKENS);
    }

    /** The response format that is asked for. */
    static Optional<Extra> format(Set<Extra> leftOut) {
      return first(leftOut, JSON_SCHEMA, JSON_OBJECT);
    }

    private static Optional<Extra> first(Set<Extra> leftOut, Extra... extras) {
      return Stream.of(extras).filter(extra -> !leftOut.contains(extra)).findFirst();
    }
  }

  /** The tokens that an answer without thoughts may need. */
  int mostCompletionTokens(int posts) {
    return MOST_TOKENS_AROUND_LABELS + codebook.mostTokensOfALabel() * posts;
  }

  /**
   * @param mostTokens of the answer
   * @param judgement the seed of those after the first
   */
  byte[] body(String document, int mostTokens, Set<Extra> leftOut, int judgement) {
    ObjectNode body = JSON.createObjectNode().put("model", model);
    if (!leftOut.contains(Extra.TEMPERATURE)) {
      if (temperature == 0) {
        body.put("temperature", 0);
      } else {
        body.put("temperature", temperature);
      }
    }
    if (!leftOut.contains(Extra.SEED)) {
      body.put("seed", judgement);
    }
    Extra.limit(leftOut).ifPresent(limit -> body.put(limit.inWords(), mostTokens));
    ArrayNode messages = body.putArray("messages");
    if (leftOut.contains(Extra.SYSTEM_MESSAGE)) {
      messages
          .addObject()
          .put("role", "user")
          .put("content", codebook.instructions() + "\n\n" + document);
    } else {
      messages.addObject().put("role", "system").put("content", codebook.instructions());
      messages.addObject().put("role", "user").put("content", document);
    }
    Optional<Extra> format = Extra.format(leftOut);
    if (format.equals(Optional.of(Extra.JSON_OBJECT))) {
      body.putObject("response_format").put("type", "json_object");
    } else if (format.isPresent()) {
      body.putObject("response_format")
          .put("type", "json_schema")
          .putObject("json_schema")
          .put("name", "labels")
          .put("strict", true)
          .set("schema", codebook.schema());
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text was not valid Unicode", e);
    }
  }

  /** The SHA-256 of the whole prompt. */
  String promptHash(String document) {
    return Post.textHash(codebook.instructions() + "\n" + document);
  }
}
