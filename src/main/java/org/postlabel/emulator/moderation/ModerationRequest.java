package org.postlabel.emulator.moderation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.postlabel.emulator.answer.RefusedException;

/**
 * One call: its inputs, each of which gets a result. A string is one input, an array of strings one
 * for each, and an array of objects one in several parts.
 */
public record ModerationRequest(String model, List<String> inputs) {
  static final int BYTES_PER_TOKEN = 4;

  private static final String DEFAULT_MODEL = "omni-moderation-latest";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public ModerationRequest {
    inputs = List.copyOf(inputs);
  }

  /** Reads the body of a call; a 400 or 422 says what is wrong with it. */
  public static ModerationRequest parse(byte[] body) throws RefusedException {
    JsonNode request = tree(body);
    String model = request.path("model").asText(DEFAULT_MODEL);
    JsonNode input = request.path("input");
    if (input.isTextual()) {
      return new ModerationRequest(model, List.of(input.textValue()));
    }
    if (!input.isArray() || input.isEmpty()) {
      throw refused(model, "Invalid type for 'input': expected a string or an array.");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode part : input) {
      if (part.isTextual() != input.path(0).isTextual()) {
        throw refused(model, "Invalid type for 'input': all parts must be of one type.");
      }
      texts.add(part.isTextual() ? part.textValue() : part.path("text").asText());
    }
    return new ModerationRequest(
        model, input.path(0).isTextual() ? texts : List.of(String.join("\n", texts)));
  }

  private static JsonNode tree(byte[] body) throws RefusedException {
    try {
      return MAPPER.readTree(body);
    } catch (IOException notJson) {
      throw refused(DEFAULT_MODEL, "We could not parse the JSON body of your request.");
    }
  }

  private static RefusedException refused(String model, String message) {
    return new RefusedException(ModerationError.invalid(model, message));
  }

  /** The emulated tokens of all inputs: their UTF-8 bytes by four, each rounded up. */
  public int tokens() {
    return inputs.stream()
        .mapToInt(
            text ->
                (text.getBytes(StandardCharsets.UTF_8).length + BYTES_PER_TOKEN - 1)
                    / BYTES_PER_TOKEN)
        .sum();
  }

  /** Whether the answer has Mistral's form. */
  public boolean isMistrals() {
    return isMistrals(model);
  }

  static boolean isMistrals(String model) {
    return model.startsWith("mistral");
  }
}
