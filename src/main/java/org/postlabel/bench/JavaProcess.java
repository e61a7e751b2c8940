package org.postlabel.bench;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts this program's own jar in another process, as a user would. */
final class JavaProcess {
  private JavaProcess() {}

  /**
   * Errors go to {@code log}; output can be read.
   *
   * @param before words before {@code java}
   */
  static Process start(
      List<String> before, List<String> javaOptions, List<String> arguments, File log)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.add("-Dpostlabel.home=" + System.getProperty("postlabel.home"));
    command.add("-jar");
    command.add(jar());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log));
    Map<String, String> environment = builder.environment();
    environment.put("PERSPECTIVE_API_KEY", "emulator-key");
    environment.putIfAbsent("MALLOC_ARENA_MAX", "2"); // As the launcher does.
    return builder.start();
  }

  private static String jar() {
    try {
      return Path.of(JavaProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a jar has a path", e);
    }
  }
}
