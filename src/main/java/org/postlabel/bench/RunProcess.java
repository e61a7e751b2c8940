package org.postlabel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postlabel.database.Database;

/** {@code run} in a process of its own, and the figures that it prints at its end. */
record RunProcess(double labelled, double wallSeconds, double peakMegabytes) {
  private static final Pattern LINE =
      Pattern.compile("(?m)^(labelled|wall time|peak memory) +([\\d,.]+)");

  /** A provider has a machine of its own: ours, on this machine, goes before the run. */
  private static final List<String> SECOND = List.of("nice", "-n", "10");

  /** Starts a run on {@code database}; {@link #result} waits for it. */
  static Process start(Database database, EmulatorProcess emulator, File log, String... options)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--connectionURL=" + database.url(),
                "--endpoint=" + emulator.endpoint(),
                "--canaries=off",
                "--report=off"));
    arguments.addAll(List.of(options));
    return JavaProcess.start(
        SECOND,
        List.of("@" + System.getProperty("postlabel.home") + "/runner-configs/jvm.options"),
        arguments,
        log);
  }

  static RunProcess run(Database database, EmulatorProcess emulator, File log, String... options)
      throws IOException, InterruptedException {
    return result(start(database, emulator, log, options));
  }

  static RunProcess result(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    double labelled = 0;
    double wallSeconds = 0;
    double peakMegabytes = 0;
    Matcher line = LINE.matcher(output);
    while (line.find()) {
      double value = Double.parseDouble(line.group(2).replace(",", ""));
      switch (line.group(1)) {
        case "labelled" -> labelled = value;
        case "wall time" -> wallSeconds = value;
        default -> peakMegabytes = value;
      }
    }
    return new RunProcess(labelled, wallSeconds, peakMegabytes);
  }

  double postsPerSecond() {
    return labelled / Math.max(0.001, wallSeconds);
  }
}
