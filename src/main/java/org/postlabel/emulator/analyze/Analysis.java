package org.postlabel.emulator.analyze;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.postlabel.emulator.analyze.AnalyzeRequest.Wanted;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.answer.RefusedException;

/** Answers a call by the rules of the real service, with invented scores. */
public record Analysis(AnalyzeRequest request, List<String> languages, double scoreShift) {
  private static final int MAX_TEXT_BYTES = 20_480;

  /** The scores, each moved by {@code scoreShift}, or the first reason for a refusal. */
  public static Answer of(AnalyzeRequest request, double scoreShift) {
    try {
      checkAttributes(request.requestedAttributes());
      checkText(request.text());
      Analysis analysis = new Analysis(request, languagesOf(request), scoreShift);
      analysis.checkLanguages();
      return Answer.json(200, analysis.document());
    } catch (RefusedException e) {
      return e.answer();
    }
  }

  private static void checkAttributes(Map<String, Wanted> attributes) throws RefusedException {
    if (attributes.isEmpty()) {
      throw new RefusedException(GoogleError.invalid("Missing requested_attributes"));
    }
    for (Map.Entry<String, Wanted> attribute : attributes.entrySet()) {
      if (!AttributeTable.knows(attribute.getKey())) {
        throw new RefusedException(
            GoogleError.invalid("Unknown requested attribute: " + attribute.getKey()));
      }
      String scoreType = attribute.getValue().scoreType();
      if (!scoreType.equals("PROBABILITY") && !scoreType.equals("SCORE_TYPE_UNSPECIFIED")) {
        throw new RefusedException(
            GoogleError.invalid(
                "Attribute %s does not support score type: %s"
                    .formatted(attribute.getKey(), scoreType)));
      }
    }
  }

  private static void checkText(String text) throws RefusedException {
    if (text.isEmpty()) {
      throw new RefusedException(GoogleError.commentEmpty());
    }
    if (text.length() * 3 > MAX_TEXT_BYTES) {
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_TEXT_BYTES) {
        throw new RefusedException(GoogleError.commentTooLong(bytes, MAX_TEXT_BYTES));
      }
    }
  }

  private static List<String> languagesOf(AnalyzeRequest request) throws RefusedException {
    if (!request.languages().isEmpty()) {
      return request.languages();
    }
    return List.of(
        LanguageDetector.detect(request.text())
            .orElseThrow(() -> new RefusedException(GoogleError.languageNotDetected())));
  }

  private void checkLanguages() throws RefusedException {
    if (request.dropUnsupportedAttributes()) {
      return;
    }
    for (String attribute : request.requestedAttributes().keySet()) {
      if (!AttributeTable.supports(attribute, languages)) {
        String field = request.languages().isEmpty() ? "detectedLanguages" : "requestedLanguages";
        throw new RefusedException(GoogleError.languageNotSupported(attribute, field, languages));
      }
    }
  }

  private ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode scores = scores();
    if (!scores.isEmpty()) {
      document.set("attributeScores", scores);
    }
    languages.forEach(document.putArray("languages")::add);
    languages.forEach(document.putArray("detectedLanguages")::add);
    return request.clientToken() == null || request.clientToken().isEmpty()
        ? document
        : document.put("clientToken", request.clientToken());
  }

  private ObjectNode scores() {
    EmulatedScores emulated = EmulatedScores.of(request.text());
    ObjectNode scores = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, Wanted> attribute : request.requestedAttributes().entrySet()) {
      String name = attribute.getKey();
      float score = (float) Math.min(1, Math.max(0, emulated.score(name) + scoreShift));
      if (score < attribute.getValue().scoreThreshold()
          || !AttributeTable.supports(name, languages)) {
        continue;
      }
      ObjectNode entry = scores.putObject(name);
      entry.set("summaryScore", score(score));
      if (request.spanAnnotations()) {
        // One span over the whole text; its begin is 0 and left out, as protobuf does.
        ObjectNode span = entry.putArray("spanScores").addObject();
        span.put("end", request.text().length()).set("score", score(score));
      }
    }
    return scores;
  }

  /** A whole number without a fraction, as the real service prints 0 and 1. */
  private static ObjectNode score(float value) {
    ObjectNode score = JsonNodeFactory.instance.objectNode();
    if (value == (int) value) {
      score.put("value", (int) value);
    } else {
      score.put("value", value);
    }
    return score.put("type", "PROBABILITY");
  }
}
