package org.postlabel.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.postlabel.bench.Bench;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.scorer.perspective.Perspective;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.scorer.perspective.RequestMode;

/** Runs the measurements that are named, or all. */
final class BenchCommand {
  private static final List<String> ALL = List.of("quota", "latency", "ceiling", "size");

  private BenchCommand() {}

  static ExitCode run(CommandLine line) throws IOException, InterruptedException {
    for (String name : line.words()) {
      if (!ALL.contains(name)) {
        throw new IllegalArgumentException(
            "bench takes " + String.join(", ", ALL) + ", was " + name);
      }
    }
    Bench bench =
        new Bench(
            Path.of("target", "bench"),
            System.out,
            (endpoint, apiKeyFile) ->
                new Perspective(
                    endpoint, RequestMode.SINGLE, List.of("en"), true, apiKeyFile.toString()),
            PerspectiveLabels.TABLE);
    for (String name : line.words().isEmpty() ? ALL : line.words()) {
      switch (name) {
        case "quota" -> bench.quota();
        case "latency" -> bench.latency();
        case "ceiling" -> bench.ceiling();
        default -> bench.size();
      }
      System.out.println();
    }
    return ExitCode.DONE;
  }
}
