package org.postlabel.emulator.classifier;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.postlabel.emulator.answer.RefusedException;

/**
 * One call: its texts, each of which gets a result, and what is to be done with the outputs.
 *
 * @param isBatch whether the answer is a list of results
 */
public record ClassifierRequest(
    List<String> texts, boolean isBatch, Activation activation, int topK) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int DEFAULT_TOP = 5;

  enum Activation {
    NONE,
    SIGMOID,
    SOFTMAX
  }

  public ClassifierRequest {
    texts = List.copyOf(texts);
  }

  /** Whether scores are shares or probabilities, not raw outputs. */
  boolean isActivated() {
    return activation != Activation.NONE;
  }

  /** The emulated tokens of all texts: their UTF-8 bytes by four, each rounded up. */
  public int tokens() {
    return texts.stream()
        .mapToInt(text -> (text.getBytes(StandardCharsets.UTF_8).length + 3) / 4)
        .sum();
  }

  double[] scores(String text) {
    double[] outputs = ClassifierModel.outputs(text);
    return switch (activation) {
      case NONE -> outputs;
      case SIGMOID -> ClassifierModel.sigmoid(outputs);
      case SOFTMAX -> ClassifierModel.softmax(outputs);
    };
  }

  /** Reads the body of a call; the refusal says what is wrong with it. */
  public static ClassifierRequest parse(ClassifierDialect dialect, byte[] body)
      throws RefusedException {
    JsonNode request;
    try {
      request = MAPPER.readTree(body);
    } catch (IOException notJson) {
      throw new RefusedException(
          ClassifierDialect.plainError(422, "Failed to parse the request body as JSON"));
    }
    return switch (dialect) {
      case TEI -> tei(request);
      case HUGGINGFACE -> huggingFace(request);
      case VLLM -> vllm(request);
    };
  }

  /** With several labels it always applies softmax, unless raw scores are asked for. */
  private static ClassifierRequest tei(JsonNode request) throws RefusedException {
    JsonNode inputs = request.path("inputs");
    Activation activation =
        request.path("raw_scores").asBoolean() ? Activation.NONE : Activation.SOFTMAX;
    if (inputs.isTextual()) {
      return new ClassifierRequest(List.of(inputs.textValue()), false, activation, 99);
    }
    List<String> texts = new ArrayList<>();
    if (inputs.path(0).isTextual()) {
      if (inputs.size() > 2) {
        throw new RefusedException(
            ClassifierDialect.plainError(422, "Failed to deserialize: `inputs` is no pair"));
      }
      inputs.forEach(part -> texts.add(part.asText()));
      return new ClassifierRequest(List.of(String.join(" [SEP] ", texts)), false, activation, 99);
    }
    inputs.forEach(part -> texts.add(part.path(0).asText()));
    if (texts.isEmpty() || texts.size() > ClassifierModel.MOST_TEXTS) {
      throw new RefusedException(
          ClassifierDialect.TEI.error(
              413,
              "batch size %d > maximum allowed batch size %d"
                  .formatted(texts.size(), ClassifierModel.MOST_TEXTS),
              "Validation"));
    }
    return new ClassifierRequest(texts, true, activation, 99);
  }

  private static ClassifierRequest huggingFace(JsonNode request) throws RefusedException {
    if (!request.path("inputs").isTextual()) {
      throw new RefusedException(
          ClassifierDialect.HUGGINGFACE.error(400, "inputs must be a string", ""));
    }
    JsonNode parameters = request.path("parameters");
    Activation activation =
        switch (parameters.path("function_to_apply").asText("softmax")) {
          case "none" -> Activation.NONE;
          case "sigmoid" -> Activation.SIGMOID;
          default -> Activation.SOFTMAX;
        };
    return new ClassifierRequest(
        List.of(request.path("inputs").textValue()),
        true,
        activation,
        parameters.path("top_k").asInt(DEFAULT_TOP));
  }

  private static ClassifierRequest vllm(JsonNode request) throws RefusedException {
    if (!request.path("model").asText().equals(ClassifierModel.NAME)) {
      throw new RefusedException(
          ClassifierDialect.VLLM.error(
              404,
              "The model `%s` does not exist.".formatted(request.path("model").asText()),
              "NotFoundError"));
    }
    JsonNode input = request.path("input");
    List<String> texts = new ArrayList<>();
    if (input.isTextual()) {
      texts.add(input.textValue());
    } else {
      input.forEach(text -> texts.add(text.asText()));
    }
    Activation activation =
        request.path("use_activation").asBoolean(true) ? Activation.SIGMOID : Activation.NONE;
    return new ClassifierRequest(texts, true, activation, 99);
  }
}
