package org.postlabel.emulator;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a multipart/mixed body of HTTP requests; the bytes of their bodies are kept. */
final class BatchRequest {
  /** One character a byte. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "multipart/mixed.*?boundary=\\s*(?:\"([^\"]*)\"|([^;\"\\s][^;]*)).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern EMPTY_LINE = Pattern.compile("(?:\\A|\n)\r?\n");
  private static final Pattern LAST_LINE_END = Pattern.compile("\r?\n\\z");

  /** One inner request; content id and key are null when the part has none. */
  record Part(String contentId, String method, String target, String key, String rawBody) {

    byte[] body() {
      return rawBody.getBytes(BYTES);
    }

    boolean isPostTo(String path) {
      return method.equals("POST")
          && target.replaceFirst("\\?.*", "").replaceFirst("^[^/]*://[^/]*", "").equals(path);
    }
  }

  private BatchRequest() {}

  /** The parts in their order; empty when this is no batch of HTTP requests. */
  static Optional<List<Part>> parse(String contentType, byte[] body) {
    Matcher type = BOUNDARY.matcher(contentType == null ? "" : contentType);
    if (!type.matches()) {
      return Optional.empty();
    }
    String boundary = type.group(1) == null ? type.group(2).strip() : type.group(1);
    return parts(new String(body, BYTES), boundary);
  }

  private static Optional<List<Part>> parts(String text, String boundary) {
    Matcher delimiter =
        Pattern.compile("(?<![^\n])--" + Pattern.quote(boundary) + "(?=[\r\n\\- \t]|\\z)")
            .matcher(text);
    List<Part> parts = new ArrayList<>();
    boolean found = delimiter.find();
    while (found && !text.startsWith("--", delimiter.end())) {
      int start = text.indexOf('\n', delimiter.end()) + 1;
      found = start > 0 && delimiter.find(start);
      if (found) {
        String raw = text.substring(start, delimiter.start());
        Optional<Part> part = part(LAST_LINE_END.matcher(raw).replaceFirst(""));
        if (part.isEmpty()) {
          return Optional.empty();
        }
        parts.add(part.get());
      }
    }
    return !found || parts.isEmpty() ? Optional.empty() : Optional.of(parts);
  }

  private static Optional<Part> part(String raw) {
    String[] outer = EMPTY_LINE.split(raw, 2);
    String[] inner = EMPTY_LINE.split(outer.length == 2 ? outer[1] : "", 2);
    List<String> lines = inner[0].lines().toList();
    String[] requestLine = lines.isEmpty() ? new String[0] : lines.get(0).split(" ", -1);
    if (requestLine.length != 3) {
      return Optional.empty();
    }
    String target = requestLine[1];
    String key = header("x-goog-api-key", lines);
    return Optional.of(
        new Part(
            header("content-id", outer[0].lines().toList()),
            requestLine[0],
            target,
            key == null ? CallRequest.keyIn(target) : key,
            inner.length == 2 ? inner[1] : ""));
  }

  /** The value of the header with this lower-case name, or null. */
  private static String header(String name, List<String> lines) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(field -> field.length == 2)
        .filter(field -> field[0].strip().toLowerCase(Locale.ROOT).equals(name))
        .map(field -> field[1].strip())
        .findFirst()
        .orElse(null);
  }
}
