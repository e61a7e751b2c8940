package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import org.postlabel.comparison.CompareConfig;
import org.postlabel.comparison.CompareOptions;
import org.postlabel.comparison.Comparison;
import org.postlabel.comparison.page.ComparisonOutput;
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
    output.write(Comparison.of(config), Version.get(), new OutputStreamWriter(System.out, UTF_8));
    output
        .file()
        .ifPresent(file -> System.out.println("Comparison: " + file.toAbsolutePath().toUri()));
    return ExitCode.DONE;
  }
}
