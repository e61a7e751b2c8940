package org.postlabel.emulator.analyze;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.postlabel.emulator.answer.Answer;

/** The answers of a call that is not scored, in the envelope of Google's services. */
public final class GoogleError {
  private static final String TYPE = "type.googleapis.com/";
  private static final String SERVICE = "commentanalyzer.googleapis.com";
  private static final String QUOTA_METRIC = SERVICE + "/analyze_requests";

  private GoogleError() {}

  private interface Detail {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** A 400 without details. */
  public static Answer invalid(String message) {
    return of(400, "INVALID_ARGUMENT", message);
  }

  /** The 400 that tells nobody what is wrong. */
  public static Answer unknownCause() {
    return invalid("Request contains an invalid argument.");
  }

  public static Answer keyMissing() {
    return of(
        403,
        "PERMISSION_DENIED",
        "Method doesn't allow unregistered callers (callers without established identity)."
            + " Please use API Key or other form of API consumer identity to call this API.");
  }

  public static Answer keyNotValid() {
    return of(
        400,
        "INVALID_ARGUMENT",
        "API key not valid. Please pass a valid API key.",
        json -> {
          startErrorInfo(json, "API_KEY_INVALID");
          json.writeStringField("service", SERVICE);
          json.writeEndObject();
        });
  }

  /** A 429; the metadata names the quota a minute when there is one. */
  public static Answer overQuota(OptionalInt queriesPerMinute, int retryAfterSeconds) {
    Answer answer =
        of(
            429,
            "RESOURCE_EXHAUSTED",
            "Quota exceeded for quota metric 'Analysis requests (AnalyzeComment)' and limit"
                + " 'Analysis requests (AnalyzeComment) per minute' of service '"
                + SERVICE
                + "' for consumer 'project_number:0'.",
            json -> {
              startErrorInfo(json, "RATE_LIMIT_EXCEEDED");
              json.writeStringField("service", SERVICE);
              json.writeStringField("consumer", "projects/0");
              json.writeStringField("quota_metric", QUOTA_METRIC);
              json.writeStringField("quota_limit", "AnalyzeRequestsPerMinutePerProject");
              if (queriesPerMinute.isPresent()) {
                json.writeStringField(
                    "quota_limit_value", String.valueOf(queriesPerMinute.getAsInt()));
              }
              json.writeStringField("quota_location", "global");
              json.writeEndObject();
            });
    return answer.withRetryAfter(retryAfterSeconds);
  }

  public static Answer unavailable() {
    return of(503, "UNAVAILABLE", "The service is currently unavailable.");
  }

  public static Answer notFound() {
    return of(404, "NOT_FOUND", "Requested entity was not found.");
  }

  public static Answer tooLarge() {
    return of(413, "INVALID_ARGUMENT", "Request payload size exceeds the limit.");
  }

  /** What a provider answers that has ended. */
  public static Answer gone(int status) {
    return switch (status) {
      case 403 ->
          of(403, "PERMISSION_DENIED", "Perspective Comment Analyzer API has been shut down.");
      case 404 -> of(404, "NOT_FOUND", "Method not found.");
      default -> of(status, "UNAVAILABLE", "Perspective Comment Analyzer API has been shut down.");
    };
  }

  static Answer commentEmpty() {
    return analyzer("COMMENT_EMPTY", "Comment must be non-empty.");
  }

  static Answer commentTooLong(int bytes, int limit) {
    return invalid(
        "Comment text was too many bytes. Value (%d) exceeded limit (%d).".formatted(bytes, limit));
  }

  static Answer languageNotDetected() {
    return analyzer("LANGUAGE_DETECTION_FAILED", "Unable to detect language.");
  }

  /** {@code languagesField} says whether the languages were requested or detected. */
  static Answer languageNotSupported(
      String attribute, String languagesField, List<String> languages) {
    return of(
        400,
        "INVALID_ARGUMENT",
        "Attribute %s does not support request languages: %s"
            .formatted(attribute, String.join(", ", languages)),
        json -> {
          startAnalyzerError(json, "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE");
          json.writeObjectFieldStart("languageNotSupportedByAttributeError");
          writeStrings(json, languagesField, languages);
          json.writeStringField("attribute", attribute);
          json.writeEndObject();
        });
  }

  static void writeStrings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static Answer analyzer(String errorType, String message) {
    return of(400, "INVALID_ARGUMENT", message, json -> startAnalyzerError(json, errorType));
  }

  private static void startAnalyzerError(JsonGenerator json, String errorType) throws IOException {
    json.writeStringField("@type", TYPE + "google.commentanalyzer.v1alpha1.Error");
    json.writeStringField("errorType", errorType);
  }

  private static void startErrorInfo(JsonGenerator json, String reason) throws IOException {
    json.writeStringField("@type", TYPE + "google.rpc.ErrorInfo");
    json.writeStringField("reason", reason);
    json.writeStringField("domain", "googleapis.com");
    json.writeObjectFieldStart("metadata");
  }

  private static Answer of(int code, String status, String message, Detail... details) {
    return Answer.json(
        code,
        Json.write(
            json -> {
              json.writeObjectFieldStart("error");
              json.writeNumberField("code", code);
              json.writeStringField("message", message);
              json.writeStringField("status", status);
              if (details.length > 0) {
                json.writeArrayFieldStart("details");
                for (Detail detail : details) {
                  json.writeStartObject();
                  detail.writeTo(json);
                  json.writeEndObject();
                }
                json.writeEndArray();
              }
              json.writeEndObject();
            }));
  }
}
