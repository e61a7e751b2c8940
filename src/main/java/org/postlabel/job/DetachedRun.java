package org.postlabel.job;

import org.apache.beam.sdk.Pipeline;
import org.postlabel.options.ExitCode;
import org.postlabel.pipeline.FinishRun;
import org.postlabel.pipeline.LabelPosts;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;
import org.postlabel.run.Funnel;
import org.postlabel.run.Run;
import org.postlabel.run.RunInProgressException;
import org.postlabel.selection.DistrustedAnswers;
import org.postlabel.selection.WorkList;

/**
 * A run that is submitted to a cluster: one pipeline for the whole list, whose last step ends the
 * run. No process waits for it; its progress is read from the database.
 */
public final class DetachedRun {
  private DetachedRun() {}

  public static ExitCode submit(RunConfig config, LabelPostsOptions options)
      throws RunInProgressException, InterruptedException {
    try (Run run = RunStart.begin(config, options)) {
      WorkList list =
          new WorkList(config.database(), config.posts(), config.labels().name(), run.id());
      DistrustedAnswers.markEarlier(config.database(), config.labels(), config.scorer().scorerId());
      long posts = list.fill(config.selection());
      if (posts == 0) {
        run.record(Funnel.EMPTY);
        run.finish("done");
        return ExitCode.DONE;
      }
      Pipeline pipeline = Pipeline.create(options);
      LabelPosts.addTo(pipeline, config, run.id(), new Slice(1, posts))
          .apply(
              "FinishRun",
              FinishRun.of(
                  config.database(), config.posts(), config.labels().name(), run.id(), posts));
      pipeline.run();
      return ExitCode.DONE;
    }
  }
}
