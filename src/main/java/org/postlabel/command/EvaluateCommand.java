package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import org.postlabel.database.Database;
import org.postlabel.database.LabelTables;
import org.postlabel.evaluation.Evaluation;
import org.postlabel.evaluation.EvaluationConfig;
import org.postlabel.evaluation.EvaluationOptions;
import org.postlabel.evaluation.page.EvaluationOutput;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.options.Version;
import org.postlabel.scorer.ScorerKinds;

/** Compares labels with what people say of the same posts. */
final class EvaluateCommand {
  private EvaluateCommand() {}

  static ExitCode run(CommandLine line) throws IOException {
    EvaluationOptions options = line.as(EvaluationOptions.class);
    EvaluationConfig config =
        EvaluationConfig.from(
            line.words(),
            options,
            LabelTables.asRecorded(Database.from(options), ScorerKinds.labels(options)));
    EvaluationOutput output = EvaluationOutput.from(options, config);
    output.write(Evaluation.of(config), Version.get(), new OutputStreamWriter(System.out, UTF_8));
    output
        .file()
        .ifPresent(file -> System.out.println("Evaluation: " + file.toAbsolutePath().toUri()));
    return ExitCode.DONE;
  }
}
