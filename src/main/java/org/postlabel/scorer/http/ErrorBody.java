package org.postlabel.scorer.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the body of an HTTP error says, in any of the usual shapes:
 *
 * <pre>
 * {"error": {"code": 400, "message": "...", "status": "...", "details": [...]}}
 * {"error": {"message": "...", "type": "...", "param": "...", "code": "..."}}
 * {"error": "..."}
 * [{"error": ...}]
 * {"object": "error", "message": "...", "type": "...", "param": "...", "code": 400}
 * {"message": "..."}
 * {"detail": "..."} or {"detail": [{"loc": [...], "msg": "...", "type": "..."}]}
 * </pre>
 *
 * or plain text or HTML. It tells errors apart and is never shown: each part may quote a post.
 *
 * @param status the kind of error by name: Google's status, OpenAI's type
 * @param code a name or a number
 * @param field what is wrong in the request; parts of a path are joined by dots
 * @param message at most 1,000 characters
 * @param json the whole body, out of its array; missing for plain text and HTML
 */
public record ErrorBody(String status, String code, String field, String message, JsonNode json) {
  private static final int MAX_MESSAGE = 1_000;

  /** Reads any body; what it does not hold is empty. */
  public static ErrorBody of(HttpReply reply) {
    JsonNode body = reply.json();
    JsonNode json = body.isArray() ? body.path(0) : body;
    JsonNode error = json.has("error") ? json.path("error") : json;
    // Mistral wraps a detail into the message.
    JsonNode detail = error.path("message").isObject() ? error.path("message") : error;
    JsonNode first = detail.path("detail").path(0);
    String text = json.isMissingNode() ? reply.body().replaceAll("<[^>]*>", " ") : "";
    return new ErrorBody(
        first(
            error.path("status"), error.path("type"), json.path("error_type"), first.path("type")),
        first(error.path("code")),
        first(error.path("param")) + path(first.path("loc")),
        shortened(
            first(error, error.path("message"), detail.path("detail"), first.path("msg")) + text),
        json);
  }

  /** Whether it is JSON that says what is wrong: a gateway's page does not. */
  public boolean isExplained() {
    return json.isObject() && !(status + code + message).isEmpty();
  }

  /** Whether any part contains one of {@code words}, which are in lower case. */
  public boolean mentions(String... words) {
    String all = String.join(" ", status, code, field, message).toLowerCase(Locale.ROOT);
    return Stream.of(words).anyMatch(all::contains);
  }

  /**
   * Whether its type, its code or the field that it names contains one of {@code words}, which are
   * in lower case; no post can be quoted there.
   */
  public boolean isNamed(String... words) {
    String names = String.join(" ", status, code, field).toLowerCase(Locale.ROOT);
    return Stream.of(words).anyMatch(names::contains);
  }

  private static String first(JsonNode... nodes) {
    return Stream.of(nodes)
        .filter(node -> node.isTextual() || node.isNumber())
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }

  private static String path(JsonNode names) {
    StringBuilder path = new StringBuilder();
    names.forEach(name -> path.append(path.isEmpty() ? "" : ".").append(name.asText()));
    return path.toString();
  }

  private static String shortened(String message) {
    String line = message.strip().replaceAll("\\s+", " ");
    return line.substring(0, Math.min(MAX_MESSAGE, line.length()));
  }

  @Override
  public String toString() {
    return "ErrorBody[hidden]";
  }
}
