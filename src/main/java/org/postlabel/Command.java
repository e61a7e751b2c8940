package org.postlabel;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.joining;

import java.util.Locale;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.emulator.settings.EmulatorOptions;
import org.postlabel.output.export.ExportOptions;
import org.postlabel.report.ReportOptions;
import org.postlabel.run.RetryOptions;
import org.postlabel.status.StatusOptions;

/** What the launcher can be told to do. */
enum Command {
  DEMO(
      "demo",
      "labels bundled posts with an emulated provider, in the folder demo: nothing has to be set up",
      PipelineOptions.class) {
    @Override
    ExitCode run(CommandLine line) throws Exception {
      return DemoCommand.run(line);
    }
  },
  IMPORT(
      "import FILE...",
      "reads posts from CSV or JSON Lines files, plain or gzip, or from - (standard input)",
      DatabaseOptions.class) {
    @Override
    ExitCode run(CommandLine line) {
      return ImportCommand.run(line);
    }
  },
  RUN(
      "run [config]",
      "labels every post that has no label; config is a file of runner-configs, 'direct' by default",
      LabelPostsOptions.class) {
    @Override
    ExitCode run(CommandLine line) throws Exception {
      return RunCommand.run(line);
    }
  },
  REPORT(
      "report",
      "writes what happened in a run and what its labels look like as one HTML file, or JSON",
      ReportOptions.class) {
    @Override
    ExitCode run(CommandLine line) throws Exception {
      return ReportCommand.run(line);
    }
  },
  EXPORT(
      "export [FILE]",
      "writes labels with their posts as CSV, JSON Lines or Parquet, to FILE or standard output",
      ExportOptions.class) {
    @Override
    ExitCode run(CommandLine line) throws Exception {
      return ExportCommand.run(line);
    }
  },
  RETRY(
      "retry",
      "puts failed labels back, so that the next run asks for their texts again",
      RetryOptions.class) {
    @Override
    ExitCode run(CommandLine line) throws Exception {
      return RetryCommand.run(line);
    }
  },
  STATUS(
      "status",
      "shows all runs, the one in progress and the posts by state; may be asked while a run goes on",
      StatusOptions.class) {
    @Override
    ExitCode run(CommandLine line) {
      return StatusCommand.run(line, System.out);
    }
  },
  EMULATOR(
      "emulator",
      "answers like the Perspective API on 127.0.0.1, with scores that mean nothing",
      EmulatorOptions.class) {
    @Override
    ExitCode run(CommandLine line) throws Exception {
      return EmulatorCommand.run(line);
    }
  },
  BENCH(
      "bench [quota|latency|ceiling|size]",
      "measures quota use, throughput and memory on this machine, in the folder target/bench",
      PipelineOptions.class) {
    @Override
    ExitCode run(CommandLine line) throws Exception {
      return BenchCommand.run(line);
    }
  },
  HELP("help [command]", "lists the commands, or the options of one", PipelineOptions.class) {
    @Override
    ExitCode run(CommandLine line) {
      return HelpCommand.run(line, System.out);
    }
  };

  private final String usage;
  private final String summary;
  private final Class<? extends PipelineOptions> options;

  Command(String usage, String summary, Class<? extends PipelineOptions> options) {
    this.usage = usage;
    this.summary = summary;
    this.options = options;
  }

  abstract ExitCode run(CommandLine line) throws Exception;

  String usage() {
    return usage;
  }

  String summary() {
    return summary;
  }

  Class<? extends PipelineOptions> options() {
    return options;
  }

  static Command named(String name) {
    return stream(values())
        .filter(command -> command.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown command "
                        + name
                        + "; there are "
                        + stream(values())
                            .map(command -> command.name().toLowerCase(Locale.ROOT))
                            .collect(joining(", "))));
  }
}
