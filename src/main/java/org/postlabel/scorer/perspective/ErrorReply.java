package org.postlabel.scorer.perspective;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.http.HttpReply;

/**
 * Tells what an error means: for this text, for this call, or for the run. Shapes are those of
 * Google's error model (https://cloud.google.com/apis/design/errors) and of the service's own
 * {@code errorType}; older answers have only a message. No provider's message is passed on: it may
 * hold the text.
 */
final class ErrorReply {
  private static final Pattern ATTRIBUTE_AND_LANGUAGE =
      Pattern.compile("Attribute (\\w+) does not support request languages");
  private static final Pattern UNKNOWN_ATTRIBUTE =
      Pattern.compile("Unknown requested attribute: ?(\\w+)");

  private ErrorReply() {}

  static Outcome read(HttpReply reply, Question question) {
    JsonNode error = reply.json().path("error");
    return switch (reply.status()) {
      case 400 ->
          error.isObject()
              ? badRequest(error, question)
              : Outcome.TryLater.noProvider("HTTP 400 without a reason");
      case 401, 403, 404, 407, 410 -> refused(reply.status(), error, reply);
      case 429 -> throttled(error, reply);
      default ->
          reply.status() >= 500 || reply.status() == 408
              ? Outcome.TryLater.because("HTTP " + reply.status(), reply.retryAfterOrNull())
              : new Outcome.Refused(
                  "the endpoint answers HTTP "
                      + reply.status()
                      + "; does --endpoint name a Perspective API?");
    };
  }

  private static Outcome badRequest(JsonNode error, Question question) {
    String message = error.path("message").asText("");
    String type = detail(error, "errorType") + " " + detail(error, "reason");
    if (type.contains("API_KEY_INVALID") || message.startsWith("API key not valid")) {
      return new Outcome.Refused("the provider does not know this API key");
    }
    if (type.contains("COMMENT_EMPTY") || message.contains("Comment must be non-empty")) {
      return new Outcome.Answered(Answer.failed(Reason.TEXT_EMPTY));
    }
    if (type.contains("COMMENT_TOO_LONG") || message.contains("too many bytes")) {
      return new Outcome.Answered(Answer.failed(Reason.TEXT_TOO_LONG));
    }
    if (type.contains("LANGUAGE_NOT_SUPPORTED") || message.contains("does not support request")) {
      return again(
          AnalyzeRequest.without(attribute(error, message), question),
          Reason.LANGUAGE_NOT_SUPPORTED);
    }
    if (type.contains("LANGUAGE_DETECTION_FAILED") || message.contains("detect language")) {
      return again(AnalyzeRequest.inDefaultLanguage(question), Reason.LANGUAGE_NOT_DETECTED);
    }
    Matcher unknown = UNKNOWN_ATTRIBUTE.matcher(message);
    if (unknown.find()) {
      return new Outcome.Refused("the provider has no attribute " + unknown.group(1));
    }
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("requested_attributes") || lower.contains("score type")) {
      return new Outcome.Refused("the provider does not take the attributes we ask for");
    }
    return new Outcome.Rejected("the provider refuses our requests (HTTP 400 " + name(error) + ")");
  }

  private static Outcome again(Set<String> amendments, Reason otherwise) {
    return amendments.isEmpty()
        ? new Outcome.Answered(Answer.failed(otherwise))
        : new Outcome.AskAgain(amendments);
  }

  private static String attribute(JsonNode error, String message) {
    for (JsonNode detail : error.path("details")) {
      JsonNode attribute = detail.path("languageNotSupportedByAttributeError").path("attribute");
      if (attribute.isTextual()) {
        return attribute.textValue();
      }
    }
    Matcher named = ATTRIBUTE_AND_LANGUAGE.matcher(message);
    return named.find() ? named.group(1) : "";
  }

  private static Outcome refused(int status, JsonNode error, HttpReply reply) {
    String reason = detail(error, "reason") + legacyReason(error);
    if (status == 403 && reason.toLowerCase(Locale.ROOT).contains("ratelimitexceeded")) {
      return throttled(error, reply);
    }
    return new Outcome.Refused(
        switch (status) {
          case 401, 403, 407 ->
              "the provider refuses this key or project (HTTP %d %s)"
                  .formatted(status, name(error));
          default ->
              "there is no Perspective API at this endpoint, or no longer (HTTP %d)"
                  .formatted(status);
        });
  }

  private static Outcome throttled(JsonNode error, HttpReply reply) {
    for (JsonNode detail : error.path("details")) {
      JsonNode metadata = detail.path("metadata");
      if (metadata.path("quota_limit").asText("").contains("PerMinute")) {
        double limit = metadata.path("quota_limit_value").asDouble(0);
        if (limit > 0) {
          return new Outcome.Throttled(reply.retryAfterOrNull(), OptionalDouble.of(limit));
        }
      }
    }
    return new Outcome.Throttled(reply.retryAfterOrNull(), OptionalDouble.empty());
  }

  /** The first text called {@code field} in the error's details, or nothing. */
  private static String detail(JsonNode error, String field) {
    for (JsonNode detail : error.path("details")) {
      if (detail.path(field).isTextual()) {
        return detail.path(field).textValue();
      }
    }
    return "";
  }

  private static String legacyReason(JsonNode error) {
    return error.path("errors").path(0).path("reason").asText("");
  }

  /** Google's word for the kind of error, in capitals; nothing that could be text of a post. */
  private static String name(JsonNode error) {
    String status = error.path("status").asText("");
    return status.matches("[A-Z_]{1,40}") ? status : "";
  }
}
