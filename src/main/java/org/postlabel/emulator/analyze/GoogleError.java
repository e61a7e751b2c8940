package org.postlabel.emulator.analyze;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;
import org.postlabel.emulator.answer.Answer;

/** The answers to a call that is not scored, as Google's services write errors. */
public final class GoogleError {
  private static final String SERVICE = "commentanalyzer.googleapis.com";

  private GoogleError() {}

  /** A 400. */
  public static Answer invalid(String message, ObjectNode... details) {
    return of(400, "INVALID_ARGUMENT", message, details);
  }

  /** A 400 that does not say what is wrong. */
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
    return invalid("API key not valid. Please pass a valid API key.", errorInfo("API_KEY_INVALID"));
  }

  /** A 429; the metadata has the quota per minute when there is one. */
  public static Answer overQuota(OptionalInt queriesPerMinute, int retryAfterSeconds) {
    ObjectNode details = errorInfo("RATE_LIMIT_EXCEEDED");
    ObjectNode metadata = details.withObject("/metadata");
    metadata
        .put("consumer", "projects/0")
        .put("quota_metric", SERVICE + "/analyze_requests")
        .put("quota_limit", "AnalyzeRequestsPerMinutePerProject")
        .put("quota_location", "global");
    queriesPerMinute.ifPresent(quota -> metadata.put("quota_limit_value", String.valueOf(quota)));
    String message =
        "Quota exceeded for quota metric 'Analysis requests (AnalyzeComment)' and limit"
            + " 'Analysis requests (AnalyzeComment) per minute' of service '%s' for consumer"
            + " 'project_number:0'.";
    return of(429, "RESOURCE_EXHAUSTED", message.formatted(SERVICE), details)
        .withRetryAfter(retryAfterSeconds);
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

  /** The answer of a service that has been shut down. */
  public static Answer gone(int status) {
    String message = "Perspective Comment Analyzer API has been shut down.";
    return switch (status) {
      case 403 -> of(403, "PERMISSION_DENIED", message);
      case 404 -> of(404, "NOT_FOUND", "Method not found.");
      default -> of(status, "UNAVAILABLE", message);
    };
  }

  static Answer commentEmpty() {
    return invalid("Comment must be non-empty.", analyzerError("COMMENT_EMPTY"));
  }

  static Answer commentTooLong(int bytes, int limit) {
    return invalid(
        "Comment text was too many bytes. Value (%d) exceeded limit (%d).".formatted(bytes, limit));
  }

  static Answer languageNotDetected() {
    return invalid("Unable to detect language.", analyzerError("LANGUAGE_DETECTION_FAILED"));
  }

  /** {@code languagesField} says whether the languages were requested or detected. */
  static Answer languageNotSupported(
      String attribute, String languagesField, List<String> languages) {
    ObjectNode details = analyzerError("LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE");
    ObjectNode cause = details.putObject("languageNotSupportedByAttributeError");
    languages.forEach(cause.putArray(languagesField)::add);
    cause.put("attribute", attribute);
    return invalid(
        "Attribute %s does not support request languages: %s"
            .formatted(attribute, String.join(", ", languages)),
        details);
  }

  private static ObjectNode analyzerError(String errorType) {
    return details("google.commentanalyzer.v1alpha1.Error").put("errorType", errorType);
  }

  private static ObjectNode errorInfo(String reason) {
    ObjectNode details =
        details("google.rpc.ErrorInfo").put("reason", reason).put("domain", "googleapis.com");
    details.putObject("metadata").put("service", SERVICE);
    return details;
  }

  private static ObjectNode details(String type) {
    return JsonNodeFactory.instance.objectNode().put("@type", "type.googleapis.com/" + type);
  }

  private static Answer of(int code, String status, String message, ObjectNode... details) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode error = document.putObject("error");
    error.put("code", code).put("message", message).put("status", status);
    if (details.length > 0) {
      error.putArray("details").addAll(List.of(details));
    }
    return Answer.json(code, document);
  }
}
