package org.postlabel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders for the files of databases. They are in the build folder: a JVM that is killed deletes
 * nothing, and what it leaves goes with the next clean build.
 */
public final class DatabaseFolder {
  private DatabaseFolder() {}

  /** A new and empty one, by its absolute path. */
  public static Path make() {
    try {
      Path parent = Files.createDirectories(Path.of("target", "databases").toAbsolutePath());
      return Files.createTempDirectory(parent, "postlabel-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
