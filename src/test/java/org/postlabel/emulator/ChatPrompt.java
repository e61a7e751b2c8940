package org.postlabel.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A prompt of posts p-0, p-1, ..., and what comes back, without a line of the emulator's own. */
final class ChatPrompt {
  static final String SYSTEM = "Label these posts.";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String SCHEMA =
      """
      {"type":"object","additionalProperties":false,"required":["labels"],"properties":{"labels":
      {"type":"array","items":{"type":"object","additionalProperties":false,
      "required":["id","is_sociopolitical"],
      "properties":{"id":{"type":"string"},"is_sociopolitical":{"type":"boolean"}}}}}}""";

  private final ObjectNode request = MAPPER.createObjectNode();
  private final String user;

  private ChatPrompt(String user) {
    this.user = user;
    request.put("model", "emulated").put("temperature", 0);
    ArrayNode messages = request.putArray("messages");
    messages.addObject().put("role", "system").put("content", SYSTEM);
    messages.addObject().put("role", "user").put("content", user);
  }

  static ChatPrompt of(String... texts) {
    ObjectNode document = MAPPER.createObjectNode();
    ArrayNode posts = document.putArray("posts");
    for (int i = 0; i < texts.length; i++) {
      posts.addObject().put("id", "p-" + i).put("text", texts[i]);
    }
    return saying(document.toString());
  }

  static ChatPrompt saying(String user) {
    return new ChatPrompt(user);
  }

  /** Asks for JSON Schema. */
  ChatPrompt withSchema() throws IOException {
    ObjectNode format = request.putObject("response_format").put("type", "json_schema");
    ObjectNode schema = format.putObject("json_schema").put("name", "labels").put("strict", true);
    schema.set("schema", MAPPER.readTree(SCHEMA));
    return this;
  }

  ChatPrompt with(String field, int value) {
    request.put(field, value);
    return this;
  }

  ObjectNode request() {
    return request;
  }

  String user() {
    return user;
  }

  static JsonNode message(HttpResponse<String> response) throws IOException {
    return choice(response).path("message");
  }

  static JsonNode choice(HttpResponse<String> response) throws IOException {
    return Caller.json(response).path("choices").path(0);
  }

  /** The labels of a good answer, in its order. */
  static List<JsonNode> labels(HttpResponse<String> response) throws IOException {
    List<JsonNode> labels = new ArrayList<>();
    Caller.json(message(response).path("content").asText()).path("labels").forEach(labels::add);
    return labels;
  }

  static List<String> ids(HttpResponse<String> response) throws IOException {
    return labels(response).stream().map(label -> label.path("id").asText()).toList();
  }

  @Override
  public String toString() {
    return request.toString();
  }
}
