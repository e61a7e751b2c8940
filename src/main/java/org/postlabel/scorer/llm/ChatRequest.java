package org.postlabel.scorer.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.postlabel.json.Json;
import org.postlabel.post.Post;

/** The body of a chat completions request. */
record ChatRequest(String model, PreparedCodebook codebook) {
  private static final ObjectMapper JSON = Json.mapper();

  private static final int MOST_TOKENS_AROUND_LABELS = 60;

  /** A parameter that not every service accepts. */
  enum Extra {
    /** Makes the answer conform to our schema. */
    RESPONSE_FORMAT("JSON Schema"),
    /** Makes answers as reproducible as possible. */
    TEMPERATURE("temperature");

    private final String inWords;

    Extra(String inWords) {
      this.inWords = inWords;
    }

    String inWords() {
      return inWords;
    }
  }

  /** The limit of an answer's tokens. */
  int mostCompletionTokens(int posts) {
    return MOST_TOKENS_AROUND_LABELS + codebook.mostTokensOfALabel() * posts;
  }

  byte[] body(String document, int posts, Set<Extra> leftOut) {
    ObjectNode body = JSON.createObjectNode().put("model", model);
    if (!leftOut.contains(Extra.TEMPERATURE)) {
      body.put("temperature", 0);
    }
    body.put("max_completion_tokens", mostCompletionTokens(posts));
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", codebook.instructions());
    messages.addObject().put("role", "user").put("content", document);
    if (!leftOut.contains(Extra.RESPONSE_FORMAT)) {
      ObjectNode format = body.putObject("response_format").put("type", "json_schema");
      format
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
