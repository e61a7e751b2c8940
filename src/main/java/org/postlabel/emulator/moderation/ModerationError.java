package org.postlabel.emulator.moderation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.postlabel.emulator.answer.Answer;

/** The answers to a call that is not moderated, as OpenAI and Mistral write errors. */
public final class ModerationError {
  private static final String INVALID_REQUEST = "invalid_request_error";

  private ModerationError() {}

  /** A 400 of OpenAI's; a 422 of Mistral's, which lists what is wrong. */
  public static Answer invalid(String model, String message) {
    if (!ModerationRequest.isMistrals(model)) {
      return openAi(400, message, INVALID_REQUEST, null);
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode detail = document.putArray("detail").addObject();
    detail.putArray("loc").add("body").add("input");
    detail.put("msg", message).put("type", "value_error");
    return Answer.json(422, document);
  }

  /** The same whether the key is wrong or there is none; it is not repeated. */
  public static Answer invalidKey() {
    return openAi(401, "Incorrect API key provided.", INVALID_REQUEST, "invalid_api_key");
  }

  /** A 429 that passes. */
  public static Answer overQuota(String model, String unit, int retryAfterSeconds) {
    if (!ModerationRequest.isMistrals(model)) {
      String message = "Rate limit reached for %s on %s per min. Please try again in %ds.";
      return openAi(
              429, message.formatted(model, unit, retryAfterSeconds), unit, "rate_limit_exceeded")
          .withRetryAfter(retryAfterSeconds);
    }
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("object", "error")
            .put("message", "Rate limit exceeded")
            .put("type", "rate_limited")
            .putNull("param")
            .put("code", "1300")
            .put("raw_status_code", 429);
    return Answer.json(429, document).withRetryAfter(retryAfterSeconds);
  }

  /** A 429 that is not worth a retry. */
  public static Answer outOfCredit() {
    String message = "You exceeded your current quota, please check your plan and billing details.";
    return openAi(429, message, "insufficient_quota", "insufficient_quota");
  }

  public static Answer unavailable() {
    return openAi(503, "The server is currently overloaded.", "server_error", null);
  }

  /** The answer of a service that has been shut down. */
  public static Answer gone(int status) {
    return openAi(status, "This service has been shut down.", INVALID_REQUEST, null);
  }

  private static Answer openAi(int status, String message, String type, String code) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .putObject("error")
        .put("message", message)
        .put("type", type)
        .putNull("param")
        .put("code", code);
    return Answer.json(status, document);
  }
}
