package org.postlabel.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.postlabel.bench.Bench;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerProvider;

/** Runs the measurements that are named, or all, with the default scorer and the emulator. */
final class BenchCommand {
  private static final List<String> ALL = List.of("quota", "tokens", "latency", "ceiling", "size");

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
            BenchCommand::provider,
            ScorerKinds.labels(options(Map.of())));
    for (String name : line.words().isEmpty() ? ALL : line.words()) {
      switch (name) {
        case "quota" -> bench.quota();
        case "tokens" -> bench.tokens();
        case "latency" -> bench.latency();
        case "ceiling" -> bench.ceiling();
        default -> bench.size();
      }
      System.out.println();
    }
    return ExitCode.DONE;
  }

  private static ScorerProvider provider(URI endpoint, Path keyFile) {
    LabelPostsOptions options =
        options(
            Map.of(
                "endpoint", endpoint.toString(),
                "apiKeyFile", keyFile.toString(),
                "requestMode", "single"));
    return ScorerKinds.of(options).provider(options);
  }

  private static LabelPostsOptions options(Map<String, String> given) {
    return new CommandLine(List.of(), given).as(LabelPostsOptions.class);
  }
}
