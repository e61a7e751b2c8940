package org.postlabel.scorer.perspective;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.scorer.http.HttpReply;

/**
 * Writes and reads {@code multipart/mixed} batches of HTTP calls (RFC 2046;
 * https://developers.google.com/workspace/drive/api/guides/performance#batch-requests). Answers are
 * paired by Content-ID: parts may come in any order, be missing, duplicated, unknown or cut off.
 */
final class BatchCodec {
  /** Bodies are JSON without raw line breaks, so no body can hold the delimiter. */
  private static final String BOUNDARY = "postlabel-batch";

  static final String CONTENT_TYPE = "multipart/mixed; boundary=" + BOUNDARY;

  private static final Pattern BOUNDARY_PARAMETER =
      Pattern.compile("(?i)^multipart/[^;]+;.*?boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
  private static final Pattern BLANK_LINE = Pattern.compile("\r\n\r\n|\n\n");
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
   * The complete parts of {@code body} by the id of their call; the first of duplicates. Empty when
   * nothing can be read.
   */
  static Map<String, HttpReply> decode(String contentType, String body) {
    Map<String, HttpReply> replies = new HashMap<>();
    Matcher boundary = BOUNDARY_PARAMETER.matcher(contentType == null ? "" : contentType);
    if (boundary.find()) {
      String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
      String[] pieces = body.split("(?:\\A|(?<=\n))--" + Pattern.quote(name), -1);
      // The last piece is the end, or was cut off.
      for (int i = 1; i < pieces.length - 1; i++) {
        readPart(pieces[i], replies);
      }
    }
    return replies;
  }

  private static void readPart(String part, Map<String, HttpReply> replies) {
    String[] pieces = BLANK_LINE.split(part, 3);
    if (pieces.length < 3) {
      return;
    }
    String head = pieces[1];
    String content = pieces[2];
    Optional<String> id = first(RESPONSE_ID, pieces[0]);
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
}
