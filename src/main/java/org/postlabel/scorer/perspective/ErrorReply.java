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
import org.postlabel.scorer.http.ErrorBody;
import org.postlabel.scorer.http.HttpReply;
import org.postlabel.scorer.http.NamedQuota;

/**
 * Decides whether an error concerns this text, this call, or the run. Errors have the form of
 * Google's error model (https://cloud.google.com/apis/design/errors), with the service's own {@code
 * errorType}; older ones only a message. The message may quote the text and is never passed on.
 */
final class ErrorReply {
  private static final Pattern ATTRIBUTE_AND_LANGUAGE =
      Pattern.compile("Attribute (\\w+) does not support request languages");
  private static final Pattern UNKNOWN_ATTRIBUTE =
      Pattern.compile("Unknown requested attribute: ?(\\w+)");

  /** Besides all from 500: a timeout, and what Google's ABORTED and CANCELLED become. */
  private static final Set<Integer> TRANSIENT = Set.of(408, 409, 425, 499);

  private ErrorReply() {}

  static Outcome read(HttpReply reply, Question question, AnalyzeRequest request) {
    ErrorBody body = ErrorBody.of(reply);
    JsonNode error = body.json().path("error");
    String types =
        String.join(" ", error.findValuesAsText("errorType"))
            + " "
            + String.join(" ", error.findValuesAsText("reason"));
    int status = reply.status();
    return switch (status) {
      case 400 ->
          error.isObject()
              ? badRequest(types, body, question, request)
              : Outcome.TryLater.unexplained(400);
      case 401, 403, 407 ->
          status == 403 && types.toLowerCase(Locale.ROOT).contains("ratelimitexceeded")
              ? throttled(error, reply)
              : new Outcome.Refused(
                  "the provider rejects this API key or project (HTTP %d %s)"
                      .formatted(status, name(body)));
      case 404, 410 ->
          new Outcome.Refused(
              "no Perspective API at --endpoint, or no longer (HTTP %d)".formatted(status));
      case 429 -> throttled(error, reply);
      default ->
          status >= 500 || TRANSIENT.contains(status)
              ? Outcome.TryLater.because("HTTP " + status, reply.retryAfterOrNull())
              : Outcome.Refused.unexpected(
                  "unexpected HTTP %d: check that --endpoint is a Perspective API"
                      .formatted(status));
    };
  }

  private static Outcome badRequest(
      String types, ErrorBody error, Question question, AnalyzeRequest request) {
    String message = error.message();
    if (types.contains("API_KEY_INVALID") || message.startsWith("API key not valid")) {
      return new Outcome.Refused("the provider rejects this API key (HTTP 400)");
    }
    if (types.contains("COMMENT_EMPTY") || message.contains("Comment must be non-empty")) {
      return new Outcome.Answered(Answer.failed(Reason.TEXT_EMPTY));
    }
    if (types.contains("COMMENT_TOO_LONG")
        || message.matches(".*(too many bytes|text too long).*")) {
      return new Outcome.Answered(Answer.failed(Reason.TEXT_TOO_LONG));
    }
    if (types.contains("LANGUAGE_NOT_SUPPORTED") || message.contains("does not support request")) {
      return again(request.without(attribute(error), question), Reason.LANGUAGE_NOT_SUPPORTED);
    }
    if (types.contains("LANGUAGE_DETECTION_FAILED") || message.contains("detect language")) {
      return again(AnalyzeRequest.inDefaultLanguage(question), Reason.LANGUAGE_NOT_DETECTED);
    }
    Matcher unknown = UNKNOWN_ATTRIBUTE.matcher(message);
    if (unknown.find()) {
      Set<String> amendments = request.withoutGone(unknown.group(1), question);
      return amendments.isEmpty()
          ? new Outcome.Refused("the provider has no attribute " + unknown.group(1))
          : new Outcome.AskAgain(amendments);
    }
    if (error.mentions("requested_attributes", "score type")) {
      return new Outcome.Refused("the provider rejects the requested attributes");
    }
    return new Outcome.Rejected("the provider rejects our requests (HTTP 400 " + name(error) + ")");
  }

  private static Outcome again(Set<String> amendments, Reason otherwise) {
    return amendments.isEmpty()
        ? new Outcome.Answered(Answer.failed(otherwise))
        : new Outcome.AskAgain(amendments);
  }

  private static String attribute(ErrorBody error) {
    JsonNode detail = error.json().findPath("languageNotSupportedByAttributeError");
    if (detail.path("attribute").isTextual()) {
      return detail.path("attribute").textValue();
    }
    Matcher named = ATTRIBUTE_AND_LANGUAGE.matcher(error.message());
    return named.find() ? named.group(1) : "";
  }

  private static Outcome throttled(JsonNode error, HttpReply reply) {
    OptionalDouble limit =
        error.findValues("metadata").stream()
            .filter(data -> data.path("quota_limit").asText("").contains("PerMinute"))
            .mapToDouble(data -> data.path("quota_limit_value").asDouble(0))
            .filter(value -> value > 0)
            .findFirst();
    return new Outcome.Throttled(
        reply.retryAfterOrNull(), limit, NamedQuota.of(ErrorBody.of(reply)).orElse(null));
  }

  /** Google's name for the kind of error; its form rules out the text of a post. */
  private static String name(ErrorBody error) {
    return error.status().matches("[A-Z_]{1,40}") ? error.status() : "";
  }
}
