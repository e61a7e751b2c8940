package org.postlabel.scorer.perspective;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.scorer.http.HttpReply;

/**
 * Writes and reads {@code multipart/mixed} batches of HTTP calls (RFC 2046;
 * https://developers.google.com/workspace/drive/api/guides/performance#batch-requests). Answers are
 * paired by Content-ID: parts may come in any order, be missing, doubled, unknown or cut off.
 */
final class BatchCodec {
  /** Bodies are JSON without raw line breaks, so no body can hold the delimiter. */
  private static final String BOUNDARY = "postlabel-batch";

  static final String CONTENT_TYPE = "multipart/mixed; boundary=" + BOUNDARY;

  private static final Pattern BOUNDARY_PARAMETER =
      Pattern.compile("(?i)^multipart/[^;]+;.*?boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
  private static final Pattern RESPONSE_ID =
      Pattern.compile("(?im)^content-id:\\s*<?response-([^>\\s]+?)>?\\s*$");
  private static final Pattern STATUS_LINE =
      Pattern.compile("^\\s*HTTP/\\d(?:\\.\\d)? (\\d{3})\\b");
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)\\s*$");
  private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*(.+?)\\s*$");
  private static final Pattern RETRY_AFTER = Pattern.compile("(?im)^retry-after:\\s*(.+?)\\s*$");

  private BatchCodec() {}

  /** A batch of POST calls to {@code path}, by an id of letters, digits and hyphens. */
  static byte[] encode(String path, Map<String, byte[]> bodiesById) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bodiesById.forEach(
        (id, body) -> {
          write(
              out,
              """
              --%s
              Content-Type: application/http
              Content-Transfer-Encoding: binary
              Content-ID: <%s>

              POST %s HTTP/1.1
              Content-Type: application/json
              Content-Length: %d

              """
                  .formatted(BOUNDARY, id, path, body.length));
          out.writeBytes(body);
          write(out, "\n");
        });
    write(out, "--" + BOUNDARY + "--\n");
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String lines) {
    out.writeBytes(lines.replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  /**
   * The whole parts of {@code body} by the id of their call; of doubled parts the first counts.
   * Empty when there is nothing that can be read.
   */
  static Map<String, HttpReply> decode(String contentType, String body) {
    Map<String, HttpReply> replies = new HashMap<>();
    Matcher boundary = BOUNDARY_PARAMETER.matcher(contentType == null ? "" : contentType);
    if (boundary.find()) {
      String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
      for (String part : parts(body, "--" + name)) {
        readPart(part, replies);
      }
    }
    return replies;
  }

  /** What stands between two delimiters; what follows the last one was cut off or is the end. */
  private static List<String> parts(String body, String delimiter) {
    List<String> parts = new ArrayList<>();
    int start = -1;
    for (int at = nextDelimiter(body, delimiter, 0);
        at >= 0;
        at = nextDelimiter(body, delimiter, at + delimiter.length())) {
      if (start >= 0) {
        parts.add(body.substring(start, at));
      }
      start = at + delimiter.length();
    }
    return parts;
  }

  private static int nextDelimiter(String text, String delimiter, int from) {
    int at = text.indexOf(delimiter, from);
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at = text.indexOf(delimiter, at + 1);
    }
    return at;
  }

  private static void readPart(String part, Map<String, HttpReply> replies) {
    int inner = afterBlankLine(part, 0);
    int body = afterBlankLine(part, inner);
    if (inner < 0 || body < 0) {
      return;
    }
    String head = part.substring(inner, body);
    String content = part.substring(body);
    Optional<String> id = first(RESPONSE_ID, part.substring(0, inner));
    Optional<String> status = first(STATUS_LINE, head);
    boolean isCutOff = first(LENGTH, head).filter(length -> isLonger(length, content)).isPresent();
    if (id.isPresent() && status.isPresent() && !isCutOff) {
      replies.putIfAbsent(
          id.get(),
          HttpReply.of(
              Integer.parseInt(status.get()),
              content,
              first(TYPE, head).orElse(null),
              first(RETRY_AFTER, head).orElse(null)));
    }
  }

  private static boolean isLonger(String promisedBytes, String content) {
    return promisedBytes.length() > 9
        || Integer.parseInt(promisedBytes) > content.getBytes(UTF_8).length;
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Where the lines after the next blank one begin; -1 when there is none. */
  private static int afterBlankLine(String text, int from) {
    if (from < 0) {
      return -1;
    }
    int windows = text.indexOf("\r\n\r\n", from);
    int unix = text.indexOf("\n\n", from);
    if (windows < 0 && unix < 0) {
      return -1;
    }
    return windows >= 0 && (unix < 0 || windows < unix) ? windows + 4 : unix + 2;
  }
}
