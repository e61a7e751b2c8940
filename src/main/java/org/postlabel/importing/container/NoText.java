package org.postlabel.importing.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files that hold no rows of text, and what to do with them. */
final class NoText {
  private static final String UNPACK = "; unpack it, and import the files in it";

  /** By their first characters. */
  private static final Map<String, String> BY_START =
      Map.of(
          "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1",
          "is an Excel workbook or another old file of Office; save it as CSV",
          "7z\u00BC\u00AF'\u001C",
          "is a 7z archive" + UNPACK,
          "Rar!\u001A\u0007",
          "is a rar archive" + UNPACK,
          "SQLite format 3\0",
          "is a database of SQLite's; --connectionURL names one, and --postsTable its posts",
          "%PDF-",
          "is a PDF; import the data that it shows");

  private static final int TAR_MARK = 257;

  private NoText() {}

  /** What a file is that begins with {@code start}; empty when it may be text. */
  static Optional<String> in(byte[] start) {
    String characters = new String(start, 0, Math.min(start.length, 600), ISO_8859_1);
    if (characters.startsWith("ustar", TAR_MARK)) {
      return Optional.of("is a tar archive" + UNPACK);
    }
    String lower = characters.stripLeading().toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      return Optional.of("is a page of HTML, not data; download the file itself");
    }
    return BY_START.entrySet().stream()
        .filter(kind -> characters.startsWith(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** What a zip file with these members is; empty when it may hold files of text. */
  static Optional<String> inZip(List<String> members) {
    if (members.contains("xl/workbook.xml") || members.contains("xl/workbook.bin")) {
      return Optional.of("is an Excel workbook; save it as CSV UTF-8, and import that");
    }
    return members.contains("mimetype") && members.contains("content.xml")
        ? Optional.of("is a document of LibreOffice; save it as CSV, and import that")
        : Optional.empty();
  }
}
