package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import org.postlabel.comparison.CompareConfig;
import org.postlabel.comparison.CompareOptions;
import org.postlabel.comparison.Comparison;
import org.postlabel.comparison.page.ComparisonOutput;
import org.postlabel.comparison.page.MapOutput;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.options.Version;

/** Compares the scores of two scorers on the same posts. */
final class CompareCommand {
  private CompareCommand() {}

  static ExitCode run(CommandLine line) throws IOException {
    CompareOptions options = line.as(CompareOptions.class);
    CompareConfig config = CompareConfig.from(line.words(), options);
    ComparisonOutput output = ComparisonOutput.from(options, config);
    Comparison comparison = Comparison.of(config);
    output.write(comparison, Version.get(), new OutputStreamWriter(System.out, UTF_8));
    output
        .file()
        .ifPresent(file -> System.out.println("Comparison: " + file.toAbsolutePath().toUri()));
    if (config.mapFile().isEmpty()) {
      return ExitCode.DONE;
    }
    MapOutput map = MapOutput.write(comparison, config.mapFile().get(), Version.get());
    // Standard output may be a document.
    PrintStream out = output.file().isPresent() ? System.out : System.err;
    map.file().ifPresent(file -> out.println("Map of scores: " + file));
    map.refusals().forEach(refusal -> System.err.println("postlabel: " + refusal));
    return map.refusals().isEmpty() ? ExitCode.DONE : ExitCode.UNMAPPED;
  }
}
