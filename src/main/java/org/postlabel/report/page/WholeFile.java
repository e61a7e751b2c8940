package org.postlabel.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is there when it is whole. */
public final class WholeFile {
  private WholeFile() {}

  /** What a file holds. */
  public interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  /** Writes {@code content} to {@code file}, in place of what it held, and makes its folders. */
  public static void write(Path file, Content content) throws IOException {
    Path whole = file.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      try (Writer writer = Files.newBufferedWriter(part, UTF_8)) {
        content.writeTo(writer);
      }
      Files.move(part, whole, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
