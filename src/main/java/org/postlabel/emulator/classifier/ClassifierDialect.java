package org.postlabel.emulator.classifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.postlabel.emulator.answer.Answer;

/** The protocols of servers of classifiers. */
public enum ClassifierDialect {
  /** Text Embeddings Inference: a list of strings is one pair of texts, as there. */
  TEI,
  /** Hugging Face's inference: one text a request. */
  HUGGINGFACE,
  /** vLLM and SGLang: outputs without names. */
  VLLM;

  /** What {@code GET /info} says, as only the first of them does. */
  public static Answer info() {
    ObjectNode info =
        JsonNodeFactory.instance
            .objectNode()
            .put("model_id", ClassifierModel.NAME)
            .put("model_sha", ClassifierModel.REVISION)
            .put("max_client_batch_size", ClassifierModel.MOST_TEXTS)
            .put("max_input_length", 512)
            .put("auto_truncate", true);
    ObjectNode classifier = info.putObject("model_type").putObject("classifier");
    ObjectNode names = classifier.putObject("id2label");
    for (int i = 0; i < ClassifierModel.LABELS.size(); i++) {
      names.put(String.valueOf(i), ClassifierModel.LABELS.get(i));
    }
    return Answer.json(200, info);
  }

  /** The answer to {@code request}, with so many results. */
  public Answer answer(ClassifierRequest request, int results) {
    List<String> texts = request.texts().subList(0, Math.min(results, request.texts().size()));
    return switch (this) {
      case TEI -> {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> all.add(named(request, text)));
        yield Answer.json(200, request.isBatch() ? all : all.path(0));
      }
      case HUGGINGFACE -> {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> all.add(named(request, text)));
        yield Answer.json(200, all);
      }
      case VLLM -> Answer.json(200, numbered(request, texts));
    };
  }

  /** Sorted by score, the highest first. */
  private static ArrayNode named(ClassifierRequest request, String text) {
    double[] scores = request.scores(text);
    ArrayNode classes = JsonNodeFactory.instance.arrayNode();
    IntStream.range(0, scores.length)
        .boxed()
        .sorted((one, other) -> Double.compare(scores[other], scores[one]))
        .limit(request.topK())
        .forEach(
            i ->
                classes
                    .addObject()
                    .put("score", (float) scores[i])
                    .put("label", ClassifierModel.LABELS.get(i)));
    return classes;
  }

  private static JsonNode numbered(ClassifierRequest request, List<String> texts) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "classify-emulated")
            .put("object", "list")
            .put("model", ClassifierModel.NAME);
    ArrayNode data = document.putArray("data");
    // Not in order: each has its number.
    for (int i = texts.size() - 1; i >= 0; i--) {
      ObjectNode result = data.addObject().put("index", i);
      ArrayNode outputs = result.putArray("probs");
      for (double score : request.scores(texts.get(i))) {
        outputs.add((float) score);
      }
      result.put("num_classes", ClassifierModel.LABELS.size());
    }
    return document;
  }

  /** An error in this protocol. */
  public Answer error(int status, String message, String type) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    return switch (this) {
      case TEI -> Answer.json(status, document.put("error", message).put("error_type", type));
      case HUGGINGFACE -> Answer.json(status, document.put("error", message));
      case VLLM -> {
        document.putObject("error").put("message", message).put("type", type).put("code", status);
        yield Answer.json(status, document);
      }
    };
  }

  /** What a server says whose parser refuses the body. */
  public static Answer plainError(int status, String message) {
    return new Answer(status, "text/plain", message.getBytes(StandardCharsets.UTF_8), 0);
  }
}
