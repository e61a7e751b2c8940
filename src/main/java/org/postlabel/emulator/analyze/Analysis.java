package org.postlabel.emulator.analyze;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.postlabel.emulator.analyze.AnalyzeRequest.Wanted;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.answer.RefusedException;

/** Answers a call as the service would, from its own rules and with invented scores. */
public final class Analysis {
  private static final int MAX_TEXT_BYTES = 20_480;

  private final AnalyzeRequest request;
  private final List<String> languages;
  private final double scoreShift;

  private Analysis(AnalyzeRequest request, List<String> languages, double scoreShift) {
    this.request = request;
    this.languages = languages;
    this.scoreShift = scoreShift;
  }

  /** The scores, each moved by {@code scoreShift}, or the first reason that stands against them. */
  public static Answer of(AnalyzeRequest request, double scoreShift) {
    try {
      checkAttributes(request.attributes());
      checkText(request.text());
      Analysis analysis = new Analysis(request, languagesOf(request), scoreShift);
      analysis.checkLanguages();
      return Answer.json(200, Json.write(analysis::write));
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
    int atMost = text.length() * 3;
    if (atMost > MAX_TEXT_BYTES) {
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
    if (request.dropsUnsupported()) {
      return;
    }
    for (String attribute : request.attributes().keySet()) {
      if (!AttributeTable.supports(attribute, languages)) {
        String field = request.languages().isEmpty() ? "detectedLanguages" : "requestedLanguages";
        throw new RefusedException(GoogleError.languageNotSupported(attribute, field, languages));
      }
    }
  }

  private void write(JsonGenerator json) throws IOException {
    writeScores(json);
    GoogleError.writeStrings(json, "languages", languages);
    GoogleError.writeStrings(json, "detectedLanguages", languages);
    if (!request.clientToken().isEmpty()) {
      json.writeStringField("clientToken", request.clientToken());
    }
  }

  private void writeScores(JsonGenerator json) throws IOException {
    EmulatedScores scores = EmulatedScores.of(request.text());
    boolean anyWritten = false;
    for (Map.Entry<String, Wanted> attribute : request.attributes().entrySet()) {
      String name = attribute.getKey();
      float score = shifted(scores.score(name));
      if (score < attribute.getValue().threshold() || !AttributeTable.supports(name, languages)) {
        continue;
      }
      if (!anyWritten) {
        json.writeObjectFieldStart("attributeScores");
        anyWritten = true;
      }
      json.writeObjectFieldStart(name);
      json.writeFieldName("summaryScore");
      writeScore(json, score);
      if (request.wantsSpans()) {
        writeSpan(json, score);
      }
      json.writeEndObject();
    }
    if (anyWritten) {
      json.writeEndObject();
    }
  }

  private float shifted(float score) {
    return (float) Math.min(1, Math.max(0, score + scoreShift));
  }

  /** One span over the whole text; its begin is 0 and left out, as protobuf does. */
  private void writeSpan(JsonGenerator json, float score) throws IOException {
    json.writeArrayFieldStart("spanScores");
    json.writeStartObject();
    json.writeNumberField("end", request.text().length());
    json.writeFieldName("score");
    writeScore(json, score);
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeScore(JsonGenerator json, float score) throws IOException {
    json.writeStartObject();
    json.writeFieldName("value");
    Json.writeScore(json, score);
    json.writeStringField("type", "PROBABILITY");
    json.writeEndObject();
  }
}
