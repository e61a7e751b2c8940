package org.postlabel.command;

import java.util.Locale;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;
import org.postlabel.database.OurTables;
import org.postlabel.job.AwaitedJobs;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.post.LabelTable;
import org.postlabel.run.RecordedRun;
import org.postlabel.run.RunInProgressException;
import org.postlabel.run.RunReader;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.selection.ForgetOptions;
import org.postlabel.selection.ForgottenAnswers;

/** Takes answers and labels back, so that the next run asks and labels again. */
final class ForgetCommand {
  private ForgetCommand() {}

  static ExitCode run(CommandLine line) throws RunInProgressException, InterruptedException {
    if (!line.words().isEmpty()) {
      throw new IllegalArgumentException("forget takes only options, was " + line.words());
    }
    ForgetOptions options = line.as(ForgetOptions.class);
    ForgottenAnswers answers = ForgottenAnswers.from(options);
    Database database = Database.from(options);
    OurTables.require(database);
    Migrations.migrate(database);
    LabelTable labels = labels(database, options);
    OurTables.require(database, labels.name());
    AwaitedJobs.settle(database);
    ForgottenAnswers.Counts counts =
        options.getDryRun()
            ? answers.count(database, labels.name())
            : answers.forget(database, labels.name());
    System.out.printf(Locale.ROOT, "%,12d  answers in the ledger%n", counts.answers());
    System.out.printf(Locale.ROOT, "%,12d  labels in %s%n", counts.labels(), labels.name());
    System.out.println(
        options.getDryRun()
            ? "would be deleted; nothing was changed"
            : "are deleted; the next ./pipeline run asks and labels again");
    return ExitCode.DONE;
  }

  private static LabelTable labels(Database database, ForgetOptions options) {
    if (options.getRun() == null) {
      return ScorerKinds.labels(options);
    }
    RecordedRun run =
        new RunReader(database)
            .find(options.getRun())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--run must be the id of a run of %s, was %s; './pipeline status' lists them"
                            .formatted(database.url(), options.getRun())));
    return ReportCommand.labels(database, run, options.getLabelsTable());
  }
}
