package org.postlabel.emulator.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One HTTP answer, be it to a request or to a part of a batch. Its body is shared, never changed. A
 * retry-after of 0 seconds sends no such header.
 */
public final class Answer {
  private final int status;
  private final String contentType;
  private final byte[] body;
  private final int retryAfterSeconds;

  public Answer(int status, String contentType, byte[] body, int retryAfterSeconds) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public static Answer json(int status, byte[] body) {
    return new Answer(status, "application/json; charset=UTF-8", body, 0);
  }

  public static Answer html(int status, String page) {
    return new Answer(status, "text/html; charset=UTF-8", page.getBytes(StandardCharsets.UTF_8), 0);
  }

  public Answer withRetryAfter(int seconds) {
    return new Answer(status, contentType, body, seconds);
  }

  public Answer cutInHalf() {
    byte[] half = Arrays.copyOf(body, body.length / 2);
    return new Answer(status, contentType, half, retryAfterSeconds);
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  public byte[] body() {
    return body;
  }

  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
