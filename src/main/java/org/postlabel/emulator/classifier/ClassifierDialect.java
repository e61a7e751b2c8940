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

  private static final float LEAST = .01f;

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

  /**
   * The answer to {@code request}, with so many results.
   *
   * @param newLabel one more that {@code /info} does not list; empty for none. Outputs of the last
   *     of these protocols have no names, and it has none
   */
  public Answer answer(ClassifierRequest request, String newLabel, int results) {
    List<String> texts = request.texts().subList(0, Math.min(results, request.texts().size()));
    return switch (this) {
      case TEI -> {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> all.add(named(request, text, newLabel)));
        yield Answer.json(200, request.isBatch() ? all : all.path(0));
      }
      case HUGGINGFACE -> {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> all.add(named(request, text, newLabel)));
        yield Answer.json(200, all);
      }
      case VLLM -> Answer.json(200, numbered(request, texts));
    };
  }

  /** Sorted by score, the highest first; a small share is the whole number 0. */
  private static ArrayNode named(ClassifierRequest request, String text, String newLabel) {
    double[] scores = request.scores(text);
    ArrayNode classes = JsonNodeFactory.instance.arrayNode();
    IntStream.range(0, scores.length)
        .boxed()
        .sorted((one, other) -> Double.compare(scores[other], scores[one]))
        .limit(request.topK())
        .forEach(i -> add(classes, request, ClassifierModel.LABELS.get(i), (float) scores[i]));
    if (!newLabel.isEmpty()) {
      add(classes, request, newLabel, ClassifierModel.output(text, newLabel));
    }
    return classes;
  }

  private static void add(ArrayNode classes, ClassifierRequest request, String label, float score) {
    ObjectNode named = classes.addObject();
    if (request.isActivated() && Math.abs(score) < LEAST) {
      named.put("score", 0);
    } else {
      named.put("score", score);
    }
    named.put("label", label);
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

  /** An error about a text: the last of these protocols has that of its framework. */
  public Answer invalid(int status, String message, String type) {
    if (this != VLLM) {
      return error(status, message, type);
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode detail = document.putArray("detail").addObject();
    detail.putArray("loc").add("body").add("input");
    detail.put("msg", message).put("type", "value_error");
    return Answer.json(422, document);
  }

  /** What a server says whose parser refuses the body. */
  public static Answer plainError(int status, String message) {
    return new Answer(status, "text/plain", message.getBytes(StandardCharsets.UTF_8), 0);
  }
}
