package org.postlabel.emulator.chat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.postlabel.emulator.answer.RefusedException;

/**
 * One call: what it asks, and which of several possible answers it gets ({@code draw}, from 1): the
 * seed, above the temperature 0, and the posts of the last user message, none when it has none. The
 * service accepts any message; only the model reads it.
 */
public record ChatRequest(
    String model,
    List<Post> posts,
    int promptTokens,
    int maxCompletionTokens,
    boolean wantsSchema,
    Questions questions,
    int draw) {

  /** A post of the prompt, under the id that the caller gave it. */
  public record Post(String id, String text) {}

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Reads the body of a call; a 400 says what is wrong with it. */
  public static ChatRequest parse(byte[] body) throws RefusedException {
    JsonNode request = tree(body);
    String model = request.path("model").asText();
    if (model.isEmpty()) {
      throw refused("You must provide a model parameter.", "model");
    }
    int tokens = Tokens.AROUND_ALL;
    String prompt = null;
    String instructions = "";
    for (JsonNode message : request.path("messages")) {
      if (!message.path("content").isTextual()) {
        throw refused("Invalid value for 'content': expected a string.", "messages");
      }
      String content = message.path("content").textValue();
      tokens += Tokens.AROUND_A_MESSAGE;
      if (message.path("role").asText().equals("user")) {
        prompt = content;
        tokens += Tokens.of(content);
      } else {
        instructions += content;
        tokens += Tokens.ofInstructions(content);
      }
    }
    if (prompt == null) {
      throw refused("Invalid 'messages': there is none of the role 'user'.", "messages");
    }
    boolean schema = ResponseFormat.isSchema(request.path("response_format"));
    return new ChatRequest(
        model,
        postsOf(prompt),
        tokens,
        mostTokens(request),
        schema,
        Questions.of(request.at("/response_format/json_schema/schema"), instructions),
        request.path("temperature").asDouble(1) > 0 ? request.path("seed").asInt(1) : 1);
  }

  /** The prompt with the greatest answer that the caller allows, or with none when it sets none. */
  public long greatestTokens() {
    return (long) promptTokens
        + (maxCompletionTokens == Integer.MAX_VALUE ? 0 : maxCompletionTokens);
  }

  private static JsonNode tree(byte[] body) throws RefusedException {
    try {
      return MAPPER.readTree(body);
    } catch (IOException notJson) {
      throw refused("We could not parse the JSON body of your request.", null);
    }
  }

  private static int mostTokens(JsonNode request) throws RefusedException {
    for (String name : List.of("max_completion_tokens", "max_tokens")) {
      if (request.hasNonNull(name)) {
        int most = request.path(name).asInt();
        if (most < 1) {
          throw refused("Invalid '%s': it must be 1 or more.".formatted(name), name);
        }
        return most;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static List<Post> postsOf(String prompt) {
    List<Post> posts = new ArrayList<>();
    try {
      for (JsonNode post : MAPPER.readTree(prompt).path("posts")) {
        if (post.path("id").isTextual() && post.path("text").isTextual()) {
          posts.add(new Post(post.path("id").textValue(), post.path("text").textValue()));
        }
      }
    } catch (IOException noPosts) {
      return List.of();
    }
    return List.copyOf(posts);
  }

  static RefusedException refused(String message, String parameter) {
    return new RefusedException(ChatError.invalid(message, parameter));
  }
}
