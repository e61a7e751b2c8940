package org.postlabel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the options of a command come from, in rising order: its configuration file, the
 * environment, the command line.
 */
final class Layers {
  private static final String DEFAULT_CONFIG = "direct";

  private Layers() {}

  /** {@code typed} on top of {@code environment}, and of the file where the command takes one. */
  static CommandLine of(Command command, CommandLine typed, Map<String, String> environment) {
    if (!command.takesOptions()) {
      return typed;
    }
    CommandLine line =
        typed.onTopOf(Variables.optionsOf(command.options(), environment), Variables::nameOf);
    return command.takesConfig() ? onTopOfFile(command, line) : line;
  }

  /** {@code line} on top of the file that its word names, or of the usual one. */
  static CommandLine onTopOfFile(Command command, CommandLine line) {
    if (line.words().size() > 1) {
      throw new IllegalArgumentException(
          command.word() + " takes one configuration, was " + line.words());
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

  /** A name means a file of runner-configs, which the launcher knows; anything else is a path. */
  private static Path file(String homeOrNull, String name) {
    boolean isPath = homeOrNull == null || name.contains("/") || name.endsWith(".conf");
    return isPath ? Path.of(name) : Path.of(homeOrNull, "runner-configs", name + ".conf");
  }
}
