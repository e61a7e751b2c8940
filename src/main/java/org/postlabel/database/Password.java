package org.postlabel.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a worker finds the database's password. */
final class Password {
  private Password() {}

  /** From {@code fileOrNull}, or else the environment; null when there is none. */
  static String read(String fileOrNull) {
    if (fileOrNull == null) {
      return System.getenv(Database.PASSWORD_VARIABLE);
    }
    try {
      return Files.readString(Path.of(fileOrNull), UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--passwordFile must name a file that can be read, was " + fileOrNull, e);
    }
  }
}
