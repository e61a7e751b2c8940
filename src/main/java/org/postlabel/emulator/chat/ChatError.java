package org.postlabel.emulator.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.postlabel.emulator.answer.Answer;

/** The answers to a chat call that the model does not get, as such services write errors. */
public final class ChatError {
  private static final String INVALID_REQUEST = "invalid_request_error";

  private ChatError() {}

  /** A 400 about one parameter, or about none when that is null. */
  public static Answer invalid(String message, String parameter) {
    return of(400, message, INVALID_REQUEST, null, parameter);
  }

  public static Answer tooLarge() {
    return of(413, "The request is too large.", INVALID_REQUEST, null, null);
  }

  /** The same whether the key is wrong or there is none; it is not repeated. */
  public static Answer invalidKey() {
    return of(401, "Incorrect API key provided.", INVALID_REQUEST, "invalid_api_key", null);
  }

  public static Answer modelNotFound(String model) {
    String message = "The model '%s' does not exist or you do not have access to it.";
    return of(404, message.formatted(model), INVALID_REQUEST, "model_not_found", null);
  }

  /** The answer of a server without support for JSON Schema. */
  public static Answer formatNotSupported() {
    return invalid(
        "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this"
            + " model.",
        "response_format");
  }

  public static Answer contextTooLong(int limit, long tokens) {
    String message =
        "This model's maximum context length is %d tokens. However, you requested %d tokens."
            + " Please reduce the length of the messages or completion.";
    return of(
        400,
        message.formatted(limit, tokens),
        INVALID_REQUEST,
        "context_length_exceeded",
        "messages");
  }

  /** The answer of a filter in front of the model. */
  public static Answer promptFiltered() {
    String message = "The response was filtered due to the prompt triggering a content policy.";
    return of(400, message, null, "content_filter", "prompt");
  }

  public static Answer tooManyCalls(String model, int retryAfterSeconds) {
    return throttled(
        "Rate limit reached for %s on requests per min (RPM).".formatted(model),
        "requests",
        retryAfterSeconds);
  }

  public static Answer tooManyTokens(
      String model, int limit, long requested, int retryAfterSeconds) {
    return throttled(
        "Rate limit reached for %s on tokens per min (TPM): Limit %d, Requested %d."
            .formatted(model, limit, requested),
        "tokens",
        retryAfterSeconds);
  }

  /** A 429 that is not worth a retry. */
  public static Answer outOfCredit() {
    String message = "You exceeded your current quota, please check your plan and billing details.";
    return of(429, message, "insufficient_quota", "insufficient_quota", null);
  }

  public static Answer unavailable() {
    return of(503, "The server is currently overloaded.", "server_error", null, null);
  }

  /** The answer of a service that has been shut down. */
  public static Answer gone(int status) {
    return of(status, "This service has been shut down.", INVALID_REQUEST, null, null);
  }

  private static Answer throttled(String message, String type, int seconds) {
    String whole = "%s Please try again in %ds.".formatted(message, seconds);
    return of(429, whole, type, "rate_limit_exceeded", null).withRetryAfter(seconds);
  }

  private static Answer of(int status, String message, String type, String code, String parameter) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .putObject("error")
        .put("message", message)
        .put("type", type)
        .put("param", parameter)
        .put("code", code);
    return Answer.json(status, document);
  }
}
