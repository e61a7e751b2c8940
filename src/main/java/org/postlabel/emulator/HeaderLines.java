package org.postlabel.emulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The lines up to an empty one: a first line that may be a request line, and headers. {@code end}
 * is where the body begins.
 */
record HeaderLines(List<String> lines, int end) {

  static HeaderLines read(byte[] bytes, int start, int limit) {
    int lineStart = start;
    for (int at = start; at < limit; at++) {
      if (bytes[at] == '\n') {
        int lineEnd = at > lineStart && bytes[at - 1] == '\r' ? at - 1 : at;
        if (lineEnd == lineStart) {
          return new HeaderLines(linesOf(bytes, start, lineStart), at + 1);
        }
        lineStart = at + 1;
      }
    }
    return new HeaderLines(linesOf(bytes, start, limit), limit);
  }

  private static List<String> linesOf(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1).lines().toList();
  }

  String first() {
    return lines.isEmpty() ? "" : lines.get(0);
  }

  /** The value of the header with this lower-case name, or null. */
  String value(String name) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return null;
  }
}
