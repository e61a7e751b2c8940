package org.postlabel.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that gets its name only when it is complete; until then it has another one beside it. */
final class NewFile implements AutoCloseable {
  private final Path file;
  private final Path part;
  private final boolean overwrites;

  private NewFile(Path file, Path part, boolean overwrites) {
    this.file = file;
    this.part = part;
    this.overwrites = overwrites;
  }

  /**
   * Begins {@code file}.
   *
   * @throws IllegalArgumentException when it may not or cannot be written
   */
  static NewFile at(Path file, boolean overwrites) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder; name a file in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + " is no file; export to - and redirect standard output");
    }
    if (Files.exists(file) && !overwrites) {
      throw new IllegalArgumentException(file + " exists already; --overwrite replaces it");
    }
    Path part =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part);
      // A signal ends the process without closing anything.
      part.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot write %s: its folder must exist and take files".formatted(file), e);
    }
    return new NewFile(file, part, overwrites);
  }

  /** Where the content goes. */
  Path part() {
    return part;
  }

  /** Gives the file its name. */
  void complete() throws IOException {
    if (overwrites) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.move(part, file);
    }
  }

  /** Removes what is not complete. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(part);
  }
}
