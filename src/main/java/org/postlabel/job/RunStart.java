package org.postlabel.job;

import org.postlabel.database.LabelTables;
import org.postlabel.database.Migrations;
import org.postlabel.ledger.UnansweredTexts;
import org.postlabel.options.EffectiveOptions;
import org.postlabel.options.Version;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.run.Holder;
import org.postlabel.run.Run;
import org.postlabel.run.RunInProgressException;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.selection.DistrustedAnswers;

/** What comes before the first post of a run. */
public final class RunStart {
  private RunStart() {}

  /** Brings the database up to date; gives the configuration with the table of labels as it is. */
  public static RunConfig prepare(RunConfig config) {
    Migrations.migrate(config.database());
    return config.withLabels(LabelTables.create(config.database(), config.labels()));
  }

  /** Begins a run that the cluster, if any, shows by its id, in a database that is up to date. */
  public static Run begin(RunConfig config, LabelPostsOptions options)
      throws RunInProgressException, InterruptedException {
    AwaitedJobs.settle(config.database());
    Run run =
        Run.begin(
            config.database(),
            new Run.Work(
                options.getScorer(),
                config.scorer().scorerId(),
                config.labels().name(),
                Version.get(),
                EffectiveOptions.json(ScorerKinds.optionsWith(LabelPostsOptions.class), options)),
            Cluster.of(options).map(Holder::cluster).orElseGet(Holder::thisProcess));
    options.setJobName(AwaitedJobs.jobName(run.id()));
    return run;
  }

  /** Brings what earlier runs left up to date, before {@code run} takes on its first post. */
  static void settleEarlier(RunConfig config, Run run) {
    DistrustedAnswers.markEarlier(config.database(), config.labels(), config.scorer().scorerId());
    new UnansweredTexts(config.database(), config.scorer().scorerId(), run.id())
        .forgetAnswered(config.scorer().judgements());
  }
}
