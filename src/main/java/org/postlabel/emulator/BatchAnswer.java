package org.postlabel.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.settings.Fault;

/** Puts the answers of a batch together as multipart/mixed. */
final class BatchAnswer {
  private static final String BOUNDARY = "batch_emulated-Yk3vQn1c8xA";

  private record Part(String contentId, Answer answer) {}

  private final List<Part> parts = new ArrayList<>();

  /**
   * Adds an answer once, unless a fault occurs.
   *
   * @param contentId that of the request's part, may be null
   */
  void add(long call, String contentId, Answer answer, Draws draws) {
    Part part = new Part(responseId(contentId), answer);
    if (!draws.occurs(Fault.MISSING_PART)) {
      parts.add(part);
    }
    if (draws.occurs(Fault.DOUBLED_PART)) {
      parts.add(part);
    }
    if (draws.occurs(Fault.FOREIGN_PART)) {
      parts.add(new Part("<response-unknown-" + call + ">", answer));
    }
  }

  void shuffle(Random random) {
    Collections.shuffle(parts, random);
  }

  Answer toAnswer() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048 * parts.size() + 64);
    parts.forEach(part -> write(bytes, part));
    text(bytes, "--" + BOUNDARY + "--\r\n");
    return new Answer(200, "multipart/mixed; boundary=" + BOUNDARY, bytes.toByteArray(), 0);
  }

  private static String responseId(String contentId) {
    if (contentId == null) {
      return null;
    }
    return contentId.startsWith("<")
        ? "<response-" + contentId.substring(1)
        : "response-" + contentId;
  }

  private static void write(ByteArrayOutputStream bytes, Part part) {
    Answer answer = part.answer();
    StringBuilder head = new StringBuilder(320);
    head.append("--").append(BOUNDARY).append("\r\nContent-Type: application/http\r\n");
    if (part.contentId() != null) {
      head.append("Content-ID: ").append(part.contentId()).append("\r\n");
    }
    head.append("\r\nHTTP/1.1 ")
        .append(answer.status())
        .append(' ')
        .append(phrase(answer.status()));
    head.append("\r\nContent-Type: ").append(answer.contentType());
    if (answer.retryAfterSeconds() > 0) {
      head.append("\r\nRetry-After: ").append(answer.retryAfterSeconds());
    }
    head.append("\r\nX-Emulated: true\r\nContent-Length: ").append(answer.body().length);
    text(bytes, head.append("\r\n\r\n").toString());
    bytes.writeBytes(answer.body());
    text(bytes, "\r\n");
  }

  private static String phrase(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 410 -> "Gone";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Status " + status;
    };
  }

  private static void text(ByteArrayOutputStream bytes, String value) {
    bytes.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
  }
}
