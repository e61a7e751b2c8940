package org.postlabel.scorer.classifier;

import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.ServiceClient;

/**
 * A model behind a server.
 *
 * @param revision empty when it is not known
 * @param labels in the order of its outputs
 * @param maxTexts how many texts a request may hold
 */
record ServedModel(String name, String revision, List<String> labels, int maxTexts)
    implements Serializable {
  /** Where a Text Embeddings Inference server describes its model. */
  static final String DESCRIPTION = "/info";

  ServedModel {
    labels = List.copyOf(labels);
    if (name.isBlank()) {
      throw new IllegalArgumentException("--classifierModel must name a model, was blank");
    }
    if (labels.isEmpty() || labels.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "--classifierLabels must be labels separated by commas, none of them blank");
    }
    if (labels.stream().distinct().count() < labels.size()) {
      throw new IllegalArgumentException("--classifierLabels must differ from each other");
    }
  }

  /** As the options give it; {@code usualName} where they name none. */
  static ServedModel given(ClassifierOptions options, String usualName, int maxTexts) {
    return new ServedModel(
        given("--classifierModel", options.getClassifierModel(), usualName),
        options.getClassifierRevision() == null ? "" : options.getClassifierRevision(),
        split(given("--classifierLabels", options.getClassifierLabels(), null)),
        maxTexts);
  }

  private static String given(String option, String valueOrNull, String otherwiseOrNull) {
    String value = valueOrNull == null ? otherwiseOrNull : valueOrNull;
    if (value == null) {
      throw new IllegalArgumentException(
          "--classifierDialect needs " + option + ", unless it is tei");
    }
    return value;
  }

  private static List<String> split(String labels) {
    return Arrays.stream(labels.split(",", -1)).map(String::strip).toList();
  }

  /**
   * As a Text Embeddings Inference server describes it under {@code /info}
   * (https://huggingface.co/docs/text-embeddings-inference).
   *
   * @throws IllegalArgumentException when it does not answer, or contradicts {@code options}
   */
  static ServedModel described(ServiceClient client, ClassifierOptions options, int maxTexts) {
    JsonNode info;
    try {
      HttpReply reply = client.get(DESCRIPTION);
      info = reply.json();
      if (!reply.isSuccess() || !info.path("model_id").isTextual()) {
        throw new IllegalArgumentException(
            "--classifierEndpoint must be a Text Embeddings Inference server; %s/info answered HTTP %d without a model"
                .formatted(client.host(), reply.status()));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--classifierEndpoint must be a server that is running; %s: %s"
              .formatted(client.host(), ServiceClient.cause(e)),
          e);
    }
    if (labels(info).isEmpty()) {
      throw new IllegalArgumentException(
          "the model %s of --classifierEndpoint is no classifier"
              .formatted(info.path("model_id").asText()));
    }
    ServedModel model =
        new ServedModel(
            info.path("model_id").asText(),
            info.path("model_sha").asText(""),
            labels(info),
            Math.min(maxTexts, Math.max(1, info.path("max_client_batch_size").asInt(maxTexts))));
    requireSame("--classifierModel", options.getClassifierModel(), model.name);
    requireSame("--classifierRevision", options.getClassifierRevision(), model.revision);
    requireSame(
        "--classifierLabels", options.getClassifierLabels(), String.join(",", model.labels));
    return model;
  }

  /** Whether {@code info}, from the same address, describes this model. */
  boolean isDescribedBy(JsonNode info) {
    return info.path("model_id").asText().equals(name)
        && info.path("model_sha").asText("").equals(revision)
        && labels(info).equals(labels);
  }

  /** In the order of the outputs; none when {@code info} describes no classifier. */
  private static List<String> labels(JsonNode info) {
    return info.path("model_type").path("classifier").path("id2label").properties().stream()
        .sorted(comparingInt(label -> Integer.parseInt(label.getKey())))
        .map(Map.Entry::getValue)
        .map(JsonNode::asText)
        .toList();
  }

  private static void requireSame(String option, String givenOrNull, String served) {
    if (givenOrNull != null && !givenOrNull.equals(served)) {
      throw new IllegalArgumentException(
          "%s must be what the server says, %s, was %s".formatted(option, served, givenOrNull));
    }
  }
}
