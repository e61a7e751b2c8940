package org.postlabel.options;

import java.nio.file.Files;
import java.nio.file.Path;

/** The lowest layer of options: a configuration file, one option a line. */
public final class ConfigFile {
  private static final String DEFAULT_CONFIG = "direct";

  private ConfigFile() {}

  /** {@code line} on top of the file that its word names, or of the usual one. */
  public static CommandLine below(String command, CommandLine line) {
    if (line.words().size() > 1) {
      throw new IllegalArgumentException(command + " takes one configuration, was " + line.words());
    }
    String home = System.getProperty("postlabel.home");
    if (home == null && line.words().isEmpty()) {
      return line;
    }
    Path file = file(home, line.words().isEmpty() ? DEFAULT_CONFIG : line.words().get(0));
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("there is no configuration " + file);
    }
    return line.onTopOf(file);
  }

  /** A name means a file in runner-configs; anything else is a path. */
  private static Path file(String homeOrNull, String name) {
    boolean isPath = homeOrNull == null || name.contains("/") || name.endsWith(".conf");
    return isPath ? Path.of(name) : Path.of(homeOrNull, "runner-configs", name + ".conf");
  }
}
