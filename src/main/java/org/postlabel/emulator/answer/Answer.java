package org.postlabel.emulator.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * One HTTP answer, to a request or to a part of a batch. Its body is shared and must not be
 * changed. A retry-after of 0 seconds sends no such header; {@code headers} are others.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Answer(
    int status,
    String contentType,
    byte[] body,
    int retryAfterSeconds,
    Map<String, String> headers) {

  /** Escapes all but ASCII, so that lone surrogates survive. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  public Answer(int status, String contentType, byte[] body, int retryAfterSeconds) {
    this(status, contentType, body, retryAfterSeconds, Map.of());
  }

  public static Answer json(int status, JsonNode document) {
    try {
      return json(status, MAPPER.writeValueAsBytes(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Answer json(int status, byte[] body) {
    return new Answer(status, "application/json; charset=UTF-8", body, 0);
  }

  public static Answer html(int status, String page) {
    return new Answer(status, "text/html; charset=UTF-8", page.getBytes(StandardCharsets.UTF_8), 0);
  }

  public Answer withRetryAfter(int seconds) {
    return new Answer(status, contentType, body, seconds, headers);
  }

  public Answer withHeaders(Map<String, String> all) {
    return new Answer(status, contentType, body, retryAfterSeconds, all);
  }

  public Answer cutInHalf() {
    return new Answer(
        status, contentType, Arrays.copyOf(body, body.length / 2), retryAfterSeconds, headers);
  }
}
