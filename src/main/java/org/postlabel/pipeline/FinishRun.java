package org.postlabel.pipeline;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;
import org.postlabel.database.Database;
import org.postlabel.run.Funnel;
import org.postlabel.run.Funnel.Labelled;
import org.postlabel.run.RunRow;
import org.postlabel.selection.WorkList;
import org.postlabel.selection.source.PostSource;

/**
 * Ends a detached run when all its labels are written, and records its sums, which it counts in the
 * database.
 */
public final class FinishRun extends PTransform<PCollectionList<Void>, PDone> {
  private final String runId;
  private final FinishFn finish;

  private FinishRun(String runId, FinishFn finish) {
    this.runId = runId;
    this.finish = finish;
  }

  /** Ends {@code runId}, which has {@code posts} on its list and writes into {@code labels}. */
  public static FinishRun of(
      Database database, PostSource source, String labels, String runId, long posts) {
    return new FinishRun(runId, new FinishFn(database, source, labels, posts));
  }

  @Override
  public PDone expand(PCollectionList<Void> written) {
    PCollection<String> run = written.getPipeline().apply(Create.of(runId));
    run.apply(Wait.on(List.copyOf(written.getAll()))).apply(ParDo.of(finish));
    return PDone.in(written.getPipeline());
  }

  private static final class FinishFn extends DoFn<String, Void> {
    private final Database database;
    private final PostSource source;
    private final String labels;
    private final long posts;

    FinishFn(Database database, PostSource source, String labels, long posts) {
      this.database = database;
      this.source = source;
      this.labels = labels;
      this.posts = posts;
    }

    @ProcessElement
    public void finish(@Element String runId) {
      Labelled labelled = new WorkList(database, source, labels, runId).labelled(1, posts);
      Map<String, Long> failed = labelled.withoutScoresByReason();
      RunRow row = new RunRow(database, runId);
      row.record(
          new Funnel(
              posts,
              posts,
              0,
              labelled.withScores(),
              failed,
              posts - labelled.posts(),
              new Funnel.Calls(row.answersBought(), 0, 0, 0)));
      row.finish(row.stop().map(stop -> stop.kind().status()).orElse("done"));
    }
  }
}
