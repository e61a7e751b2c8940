package org.postlabel.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that has its name only when it is complete; until then there is another beside it. A new
 * one is readable by its owner alone.
 */
public final class WholeFile implements AutoCloseable {
  private final Path file;
  private final Path part;

  private WholeFile(Path file, Path part) {
    this.file = file;
    this.part = part;
  }

  /** Begins {@code file}, whose folder must exist. */
  public static WholeFile begin(Path file) throws IOException {
    Path part =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    Files.deleteIfExists(part);
    OwnFile.create(part);
    // A signal ends the process without closing anything.
    part.toFile().deleteOnExit();
    return new WholeFile(file, part);
  }

  /** Writes {@code content} to {@code file}, in place of what it held, and makes its folders. */
  public static void write(Path file, Content content) throws IOException {
    OwnFile.createFolders(file.toAbsolutePath().getParent());
    try (WholeFile whole = begin(file)) {
      try (Writer writer = Files.newBufferedWriter(whole.part, UTF_8)) {
        content.writeTo(writer);
      }
      whole.complete(true);
    }
  }

  /** Where the content goes. */
  public Path part() {
    return part;
  }

  /** Gives the file its name, and the permissions of the file that it replaces, if any. */
  public void complete(boolean replaces) throws IOException {
    if (replaces && Files.exists(file)) {
      OwnFile.takePermissionsOf(file, part);
    }
    Files.move(part, file, replaces ? new CopyOption[] {REPLACE_EXISTING} : new CopyOption[0]);
  }

  /** Removes what is not complete. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(part);
  }

  /** What a file holds. */
  public interface Content {
    void writeTo(Writer writer) throws IOException;
  }
}
