package org.postlabel.scorer.classifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postlabel.post.Answer;
import org.postlabel.post.Receipt;
import org.postlabel.post.Scores;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;

/**
 * Reads the result of one text: outputs with names, or in the order of the labels.
 *
 * @param requestHash the SHA-256 of the whole request
 */
record ClassScores(Classifier classifier, String requestHash) {
  /** Scores; a label that is missing has none, and one that nobody named is kept. */
  Outcome outcome(JsonNode result) {
    List<String> labels = classifier.model().labels();
    Map<String, Double> outputs = new LinkedHashMap<>();
    boolean isNamed = result.path(0).isObject();
    if (!isNamed && result.size() != labels.size()) {
      return new Outcome.Refused(
          "the classifier has %d labels, and --classifierLabels names %d"
              .formatted(result.size(), labels.size()));
    }
    for (int i = 0; i < result.size(); i++) {
      JsonNode output = isNamed ? result.path(i).path("score") : result.path(i);
      String label = isNamed ? result.path(i).path("label").asText("") : labels.get(i);
      if (!output.isNumber() || outputs.put(label, output.doubleValue()) != null) {
        return Outcome.TryLater.noProvider("a class without a score, or with two");
      }
    }
    return outputs.isEmpty()
        ? Outcome.TryLater.noProvider("a classification without classes")
        : new Outcome.Answered(
            Answer.scored(scores(outputs)).with(new Receipt(name(), requestHash, Usage.NONE)));
  }

  private Scores scores(Map<String, Double> outputs) {
    double[] raw = outputs.values().stream().mapToDouble(output -> output).toArray();
    double[] values = classifier.dialect().isRaw() ? classifier.activation().applyTo(raw) : raw;
    Map<String, Object> scores = new TreeMap<>();
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    int top = 0;
    int i = 0;
    for (String label : outputs.keySet()) {
      if (classifier.model().labels().contains(label)) {
        scores.put(label, values[i]);
      } else {
        others.put(label, values[i]);
      }
      top = values[i] > values[top] ? i : top;
      i++;
    }
    scores.put(ClassifierLabels.TOP_LABEL, List.copyOf(outputs.keySet()).get(top));
    scores.put(ClassifierLabels.MODEL, name());
    if (!others.isEmpty()) {
      scores.put(ClassifierLabels.OTHER, others.toString());
    }
    return Scores.of(scores);
  }

  private String name() {
    ServedModel model = classifier.model();
    return model.revision().isEmpty() ? model.name() : model.name() + "@" + model.revision();
  }
}
