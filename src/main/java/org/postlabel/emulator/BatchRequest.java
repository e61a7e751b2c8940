package org.postlabel.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes a multipart/mixed body of HTTP requests apart; bytes are kept as they came. */
final class BatchRequest {

  private final byte[] bytes;
  private final byte[] delimiter;

  private BatchRequest(byte[] bytes, String boundary) {
    this.bytes = bytes;
    this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The parts in their order, or nothing when this is no batch of HTTP requests. */
  static Optional<List<BatchPart>> parse(String contentType, byte[] body) {
    String boundary = boundary(contentType);
    if (boundary == null) {
      return Optional.empty();
    }
    return new BatchRequest(body, boundary).parts();
  }

  private static String boundary(String contentType) {
    if (contentType == null
        || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/mixed")) {
      return null;
    }
    int at = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=");
    if (at < 0) {
      return null;
    }
    String value = contentType.substring(at + "boundary=".length()).strip();
    if (value.startsWith("\"")) {
      int quote = value.indexOf('"', 1);
      return quote < 0 ? null : value.substring(1, quote);
    }
    int semicolon = value.indexOf(';');
    String plain = semicolon < 0 ? value : value.substring(0, semicolon).strip();
    return plain.isEmpty() ? null : plain;
  }

  private Optional<List<BatchPart>> parts() {
    List<BatchPart> parts = new ArrayList<>();
    int at = nextDelimiter(0);
    while (at >= 0 && !closesAt(at)) {
      int start = afterLine(at);
      int end = nextDelimiter(start);
      if (end < 0) {
        return Optional.empty();
      }
      BatchPart part = part(start, withoutLineEnd(start, end));
      if (part == null) {
        return Optional.empty();
      }
      parts.add(part);
      at = end;
    }
    return at < 0 || parts.isEmpty() ? Optional.empty() : Optional.of(parts);
  }

  private BatchPart part(int start, int end) {
    HeaderLines outer = HeaderLines.read(bytes, start, end);
    HeaderLines inner = HeaderLines.read(bytes, outer.end(), end);
    String[] requestLine = inner.first().split(" ", -1);
    if (requestLine.length != 3) {
      return null;
    }
    String key = inner.value("x-goog-api-key");
    return new BatchPart(
        outer.value("content-id"),
        requestLine[0],
        requestLine[1],
        key == null ? Query.key(requestLine[1]) : key,
        Arrays.copyOfRange(bytes, inner.end(), end));
  }

  /** Where the boundary next starts a line, or -1. */
  private int nextDelimiter(int from) {
    for (int at = from; at + delimiter.length <= bytes.length; at++) {
      boolean startsLine = at == 0 || bytes[at - 1] == '\n';
      if (startsLine && hasDelimiterAt(at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean hasDelimiterAt(int at) {
    int end = at + delimiter.length;
    if (!Arrays.equals(bytes, at, end, delimiter, 0, delimiter.length)) {
      return false;
    }
    return end == bytes.length
        || bytes[end] == '\r'
        || bytes[end] == '\n'
        || bytes[end] == '-'
        || bytes[end] == ' '
        || bytes[end] == '\t';
  }

  private boolean closesAt(int at) {
    int end = at + delimiter.length;
    return end + 1 < bytes.length && bytes[end] == '-' && bytes[end + 1] == '-';
  }

  private int afterLine(int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, bytes.length);
  }

  private int withoutLineEnd(int start, int end) {
    int last = end;
    if (last > start && bytes[last - 1] == '\n') {
      last--;
    }
    if (last > start && bytes[last - 1] == '\r') {
      last--;
    }
    return last;
  }
}
