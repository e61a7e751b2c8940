package org.postlabel.emulator.analyze;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.emulator.answer.RefusedException;

/**
 * What one call asks for. A missing text is empty. Fields that the service does not know are
 * refused, as protobuf's JSON reader does.
 */
public final class AnalyzeRequest {

  /** The scores asked for of one attribute; a threshold of 0 leaves nothing out. */
  record Wanted(String scoreType, float threshold) {}

  private String text = "";
  private final Map<String, Wanted> attributes = new LinkedHashMap<>();
  private final List<String> languages = new ArrayList<>();
  private String clientToken = "";
  private boolean dropsUnsupported;
  private boolean wantsSpans;

  private AnalyzeRequest() {}

  /** Reads the body of a call, or says with a 400 why it is none. */
  public static AnalyzeRequest parse(byte[] body) throws RefusedException {
    AnalyzeRequest request = new AnalyzeRequest();
    try (JsonParser json = Json.read(body)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT, "an object");
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        json.nextToken();
        request.take(field, json);
      }
      expect(json, json.currentToken(), JsonToken.END_OBJECT, "the end of the object");
      expect(json, json.nextToken(), null, "nothing after the object");
    } catch (IOException e) {
      throw new RefusedException(
          GoogleError.invalid("Invalid JSON payload received. " + withoutSource(e)));
    }
    return request;
  }

  public String text() {
    return text;
  }

  Map<String, Wanted> attributes() {
    return attributes;
  }

  List<String> languages() {
    return languages;
  }

  String clientToken() {
    return clientToken;
  }

  boolean dropsUnsupported() {
    return dropsUnsupported;
  }

  boolean wantsSpans() {
    return wantsSpans;
  }

  private void take(String field, JsonParser json) throws IOException, RefusedException {
    switch (field) {
      case "comment" -> takeComment(json);
      case "requestedAttributes", "requested_attributes" -> takeAttributes(json);
      case "languages" -> takeLanguages(json);
      case "clientToken", "client_token" -> clientToken = string(json);
      case "dropUnsupportedAttributes" -> dropsUnsupported = bool(json);
      case "spanAnnotations", "span_annotations" -> wantsSpans = bool(json);
      case "doNotStore", "do_not_store" -> bool(json);
      case "sessionId", "communityId", "context" -> json.skipChildren();
      default -> throw unknown(field);
    }
  }

  private void takeComment(JsonParser json) throws IOException, RefusedException {
    expect(json, json.currentToken(), JsonToken.START_OBJECT, "an object");
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "text" -> text = string(json);
        case "type" -> string(json);
        default -> throw unknown(field);
      }
    }
  }

  private void takeAttributes(JsonParser json) throws IOException, RefusedException {
    expect(json, json.currentToken(), JsonToken.START_OBJECT, "an object");
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT, "an object");
      attributes.put(name, wanted(json));
    }
  }

  private static Wanted wanted(JsonParser json) throws IOException, RefusedException {
    String scoreType = "PROBABILITY";
    float threshold = 0;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "scoreType", "score_type" -> scoreType = string(json);
        case "scoreThreshold", "score_threshold" -> threshold = json.getFloatValue();
        default -> throw unknown(field);
      }
    }
    return new Wanted(scoreType, threshold);
  }

  private void takeLanguages(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.START_ARRAY, "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      languages.add(string(json));
    }
  }

  private static String string(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }

  private static boolean bool(JsonParser json) throws IOException {
    return json.getBooleanValue();
  }

  private static void expect(JsonParser json, JsonToken actual, JsonToken wanted, String meaning)
      throws JsonParseException {
    if (actual != wanted) {
      throw new JsonParseException(json, "Expected " + meaning + ".");
    }
  }

  private static RefusedException unknown(String field) {
    return new RefusedException(
        GoogleError.invalid(
            "Invalid JSON payload received. Unknown name \"%s\": Cannot find field."
                .formatted(field)));
  }

  private static String withoutSource(IOException problem) {
    return problem instanceof JsonParseException parse
        ? parse.getOriginalMessage()
        : "Unexpected value.";
  }
}
