package org.postlabel.command;

import java.util.Locale;
import java.util.Map;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;
import org.postlabel.database.OurTables;
import org.postlabel.job.AwaitedJobs;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.run.RunInProgressException;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.selection.ChosenReasons;
import org.postlabel.selection.FailedLabels;
import org.postlabel.selection.RetryOptions;

/** Puts failed labels back, so that the next run tries their texts again. */
final class RetryCommand {
  private RetryCommand() {}

  static ExitCode run(CommandLine line) throws RunInProgressException, InterruptedException {
    if (!line.words().isEmpty()) {
      throw new IllegalArgumentException("retry takes only options, was " + line.words());
    }
    RetryOptions options = line.as(RetryOptions.class);
    ChosenReasons reasons = ChosenReasons.from(options);
    Database database = Database.from(options);
    String labels = ScorerKinds.labels(options).name();
    OurTables.require(database, labels);
    Migrations.migrate(database);
    AwaitedJobs.settle(database);
    FailedLabels failed = FailedLabels.in(database, labels);
    Map<String, Long> counts =
        options.getDryRun() ? failed.count(reasons) : failed.putBack(reasons);
    counts.forEach((reason, posts) -> System.out.printf(Locale.ROOT, "%,12d  %s%n", posts, reason));
    System.out.printf(
        Locale.ROOT,
        "%,12d  failed labels %s%n",
        counts.values().stream().mapToLong(Long::longValue).sum(),
        options.getDryRun()
            ? "would be put back; nothing was changed"
            : "are put back; the next ./pipeline run tries their texts again");
    return ExitCode.DONE;
  }
}
