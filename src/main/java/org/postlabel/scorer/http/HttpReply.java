package org.postlabel.scorer.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.postlabel.json.Json;

/**
 * A whole HTTP response, whatever its status; on its own or as a part of a batch.
 *
 * @param contentType empty when there was none
 * @param retryAfterOrNull the wait that the header {@code Retry-After} asks for, or else the body
 *     of a 429 or a failure of the service, at most an hour
 */
public record HttpReply(int status, String body, String contentType, Duration retryAfterOrNull) {
  private static final ObjectMapper JSON =
      Json.mapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A response with the header {@code Retry-After} as it was sent, or null. */
  public static HttpReply of(
      int status, String body, String contentTypeOrNull, String retryAfterOrNull) {
    Duration asked = RetryAfter.read(retryAfterOrNull, Instant.now());
    boolean mayAskInItsBody = asked == null && (status == 429 || status >= 500);
    return new HttpReply(
        status,
        body,
        contentTypeOrNull == null ? "" : contentTypeOrNull,
        mayAskInItsBody ? RetryAfter.inBody(body) : asked);
  }

  public boolean isSuccess() {
    return status == 200;
  }

  /** The body as {@link #json(String)}. */
  public JsonNode json() {
    return json(body);
  }

  /** Parses {@code text}; the missing node unless it is exactly one JSON document. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
